package dev.lodestar.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.launcher.suite.Claim;
import dev.lodestar.launcher.suite.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts here are this JVM, which is alive, and an id that no process has. */
class StatusCommandTest {
    private static final long ALIVE = ProcessHandle.current().pid();
    private static final long DEAD = Integer.MAX_VALUE;

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    @SuppressWarnings("NullAway.Init")
    private Layout kept;

    @SuppressWarnings("NullAway.Init")
    private Layout run;

    @BeforeEach
    void listen() {
        kept = new Layout(scratch, scratch.resolve("state"));
        run = new Layout(scratch, scratch.resolve("state/run"));
        kept.create();
        run.create();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void leave() {
        System.setOut(console);
    }

    @Test
    void nothingIsUp() {
        assertThat(StatusCommand.report(kept, run)).isEqualTo(1);
        assertThat(said()).contains("is not up");
    }

    @Test
    void aRunThatGoesOnIsShown() throws IOException {
        processes(run, "launcher " + ALIVE, "kafka " + ALIVE);
        endpoints(run);

        assertThat(StatusCommand.report(kept, run)).isZero();
        assertThat(said()).containsPattern("kafka +ready").contains("All is ready.");
    }

    @Test
    void aRunThatWasKilledIsNobodysConcern() throws IOException {
        processes(run, "launcher " + DEAD, "kafka " + DEAD);
        processes(kept, "launcher " + ALIVE, "kafka " + ALIVE);
        endpoints(kept);
        endpoints(run);

        assertThat(StatusCommand.report(kept, run)).isZero();
        assertThat(said()).doesNotContain("not ready", run.home().toString());
    }

    @Test
    void partsThatOutlivedWhatStartedThemAreNotReady() throws IOException {
        processes(run, "launcher " + DEAD, "kafka " + ALIVE);
        endpoints(run);

        assertThat(StatusCommand.report(kept, run)).isEqualTo(1);
        assertThat(said()).contains("./lodestar down ends them");
    }

    @Test
    void aKeptInstallationWhosePartsEndedIsNotReady() throws IOException {
        processes(kept, "launcher " + DEAD, "kafka " + DEAD);
        endpoints(kept);

        assertThat(StatusCommand.report(kept, run)).isEqualTo(1);
        assertThat(said()).containsPattern("kafka +not ready").contains("./lodestar logs");
    }

    @Test
    void oneOfTwoThatStartsMakesItNotAllReady() throws IOException {
        processes(kept, "launcher " + ALIVE, "kafka " + ALIVE);
        endpoints(kept);
        try (Claim starting = Claim.of(run)) {
            assertThat(starting).isNotNull();
            assertThat(StatusCommand.report(kept, run)).isEqualTo(1);
        }
        assertThat(said())
                .contains(kept.home() + ":", run.home() + ":", "starting or stopping")
                .containsPattern("kafka +ready");
    }

    private static void processes(Layout layout, String... lines) throws IOException {
        Files.writeString(layout.processes(), String.join("\n", lines) + "\n");
    }

    private static void endpoints(Layout layout) throws IOException {
        Files.writeString(layout.endpoints(), """
                {"gateway": "", "dashboard": "", "issuer": "", "token_endpoint": "", "demo_client": "", "demo_users": {},
                 "services": {}, "management": {}, "time_zone": "UTC", "currency": "USD"}
                """);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
