package dev.lodestar.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    @SuppressWarnings("NullAway.Init")
    private Layout layout;

    @BeforeEach
    void create() {
        layout = new Layout(scratch, scratch.resolve("home"));
        layout.create();
    }

    @Test
    void secrets_are_made_once_differ_from_each_other_and_are_readable_by_their_owner_only() throws IOException {
        Secrets made = Secrets.of(layout);

        assertThat(Secrets.of(layout)).isEqualTo(made);
        assertThat(new HashSet<>(made.values().values()))
                .hasSameSizeAs(made.values().keySet());
        assertThat(made.get("pseudonym")).hasSizeGreaterThanOrEqualTo(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(layout.secrets())))
                .isEqualTo("rw-------");
    }

    @Test
    void an_installation_keeps_its_ports() {
        Ports drawn = Ports.of(layout, 5);

        assertThat(new HashSet<>(drawn.numbers())).hasSize(5);
        assertThat(Ports.of(layout, 5)).isEqualTo(drawn);
    }

    @Test
    void a_port_that_somebody_else_took_meanwhile_is_named() throws IOException {
        int port = Ports.of(layout, 1).numbers().getFirst();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.of(layout, 1))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " of this installation is taken");
        }
    }

    @Test
    void settings_stay_with_the_data_until_others_are_given() throws IOException {
        Path plan = Files.writeString(scratch.resolve("plan.json"), "{}");
        assertThat(KeptSettings.renewed(layout, null, null, null)).isEqualTo(new ProjectSettings("UTC", "USD", null));
        ProjectSettings given = KeptSettings.renewed(layout, "Europe/Zurich", "CHF", plan);
        Files.delete(plan);

        assertThat(given).isEqualTo(new ProjectSettings("Europe/Zurich", "CHF", layout.trackingPlan()));
        assertThat(KeptSettings.renewed(layout, null, null, null)).isEqualTo(given);
        assertThat(layout.trackingPlan()).hasContent("{}");
        assertThat(KeptSettings.renewed(layout, "UTC", null, layout.trackingPlan()))
                .isEqualTo(new ProjectSettings("UTC", "CHF", layout.trackingPlan()));
        assertThat(KeptSettings.renewed(layout, null, "EUR", null))
                .isEqualTo(new ProjectSettings("UTC", "EUR", layout.trackingPlan()));
    }

    @Test
    void settings_kept_before_there_was_a_currency_are_in_the_default_one() throws IOException {
        Files.writeString(layout.settings(), "{\"time_zone\": \"Europe/Zurich\"}");

        assertThat(KeptSettings.renewed(layout, null, null, null))
                .isEqualTo(new ProjectSettings("Europe/Zurich", "USD", null));
    }

    @Test
    void a_suite_that_is_up_is_not_given_other_settings() throws IOException {
        Path plan = Files.writeString(scratch.resolve("plan.json"), "{}");
        Path other = Files.writeString(scratch.resolve("other.json"), "{\"version\": 2}");
        Installation installation = new Installation(layout);
        KeptSettings.renewed(layout, "Europe/Zurich", "CHF", plan);
        endpoints("Europe/Zurich").announce(layout);
        try (Claim up = Claim.of(layout)) {
            Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream()), Instant.now());

            assertThat(installation.isAlive()).isTrue();
            assertThat(up.layout()).isEqualTo(layout);
            assertThat(installation.start(null, null, null, silent).timeZone()).isEqualTo("Europe/Zurich");
            assertThat(installation.start("Europe/Zurich", "CHF", plan, silent).timeZone())
                    .isEqualTo("Europe/Zurich");
            assertThatThrownBy(() -> installation.start("UTC", null, null, silent))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("--time-zone UTC")
                    .hasMessageContaining("./lodestar down");
            assertThatThrownBy(() -> installation.start(null, "EUR", null, silent))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("with the currency CHF; --currency EUR");
            assertThatThrownBy(() -> installation.start(null, null, other, silent))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("--tracking-plan " + other);
        }
    }

    private static Endpoints endpoints(String timeZone) {
        return new Endpoints("", "", "", "", "", Map.of(), Map.of(), Map.of(), timeZone, "CHF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a;b"})
    void a_path_that_a_part_would_cut_is_refused_before_anything_is_started(String name) {
        Layout odd = new Layout(scratch, scratch.resolve(name));

        assertThatThrownBy(odd::create)
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(odd.home().toString());
        assertThat(odd.home()).doesNotExist();
    }

    @Test
    void nothing_is_up_where_nothing_was_started() {
        Installation installation = new Installation(layout);

        assertThat(installation.readiness()).isEmpty();
        assertThat(installation.stop()).isZero();
    }
}
