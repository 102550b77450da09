package dev.lodestar.e2e;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.testkit.devstack.LodestarTestResource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built gateway, started as in production with settings that it does not take. */
class RefusedStartTest {
    private final Map<String, String> settings = new HashMap<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    @BeforeEach
    void set() {
        settings.putAll(new LodestarTestResource().start());
        for (String service : new String[] {"ingest", "metrics", "growth", "report"}) {
            settings.put("lodestar." + service + ".url", "http://127.0.0.1:1");
        }
        settings.put("lodestar.client.secret", UUID.randomUUID().toString());
        settings.put("lodestar.audit.signing-key", UUID.randomUUID().toString());
        // There is no provider to ask where it has what.
        settings.put("quarkus.oidc.dashboard.discovery-enabled", "false");
        settings.put("quarkus.oidc.dashboard.authorization-path", "/auth");
        settings.put("quarkus.oidc.dashboard.token-path", "/token");
        settings.put("quarkus.oidc.dashboard.jwks-path", "/certs");
        settings.put("quarkus.oidc.dashboard.end-session-path", "/logout");
        settings.put("quarkus.oidc.dashboard.jwks.resolve-early", "false");
        settings.put("quarkus.oidc.dpop.public-key", settings.getOrDefault("quarkus.oidc.public-key", ""));
    }

    @Test
    void weak_secrets_stop_the_start_and_are_named_but_not_told() {
        settings.put("lodestar.client.secret", "hunter2");
        settings.put("lodestar.audit.signing-key", "changeme-xJ4vQ9mTzL2wR7kB");

        assertThatThrownBy(() -> new ServiceProcess("gateway", settings, scratch))
                .hasMessageContaining("Lodestar does not start with weak or missing secrets")
                .hasMessageContaining("lodestar.client.secret has 7 characters")
                .hasMessageContaining("lodestar.audit.signing-key looks like")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("xJ4vQ9mTzL2wR7kB");
    }

    @Test
    void a_secret_that_is_missing_stops_the_start_and_is_named() {
        settings.remove("lodestar.client.secret");

        assertThatThrownBy(() -> new ServiceProcess("gateway", settings, scratch))
                .hasMessageContaining("lodestar.client.secret is missing");
    }

    @Test
    void a_zone_without_a_name_stops_the_start_and_is_named() {
        settings.put("lodestar.time-zone", "+02:00");

        assertThatThrownBy(() -> new ServiceProcess("gateway", settings, scratch))
                .hasMessageContaining("Lodestar does not start with lodestar.time-zone '+02:00'");
    }

    @Test
    void a_currency_that_there_is_not_stops_the_start_and_the_cure_is_named() {
        settings.put("lodestar.currency", "Euro");

        assertThatThrownBy(() -> new ServiceProcess("gateway", settings, scratch))
                .hasMessageContaining("Lodestar does not start with lodestar.currency 'Euro'")
                .hasMessageContaining("such as EUR");
    }
}
