package dev.lodestar.kit.secrets;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** Stops a start in production whose secrets are weak, and names the settings. One that is missing stops the start by itself: no secret has a default. */
@ApplicationScoped
public class SecretGuard {
    private static final List<String> SETTINGS = List.of(
            "lodestar.database.password",
            "lodestar.client.secret",
            "lodestar.pseudonym.key",
            "lodestar.audit.signing-key");

    private final Config config;

    SecretGuard(Config config) {
        this.config = config;
    }

    void check(@Observes StartupEvent starting) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            findings(config).ifPresent(findings -> {
                throw new IllegalStateException("Lodestar does not start with weak secrets: " + findings
                        + ". Random ones come from: openssl rand -base64 32");
            });
        }
    }

    /** What is wrong with the secrets that are set, each with the name of its setting; empty when nothing is. */
    static Optional<String> findings(Config config) {
        String findings = SETTINGS.stream()
                .flatMap(setting -> config
                        .getOptionalValue(setting, String.class)
                        .flatMap(SecretStrength::weakness)
                        .map(weakness -> setting + " " + weakness)
                        .stream())
                .collect(Collectors.joining("; "));
        return findings.isEmpty() ? Optional.empty() : Optional.of(findings);
    }
}
