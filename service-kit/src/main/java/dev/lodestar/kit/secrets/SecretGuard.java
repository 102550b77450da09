package dev.lodestar.kit.secrets;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** Stops a start in production whose secrets are weak, or missing where some other setting is made of them, and names the settings. No secret has a default. */
@ApplicationScoped
public class SecretGuard {
    private static final List<String> SETTINGS = List.of(
            "lodestar.database.password",
            "lodestar.client.secret",
            "lodestar.pseudonym.key",
            "lodestar.notification.key",
            "lodestar.audit.signing-key");

    private final Config config;

    SecretGuard(Config config) {
        this.config = config;
    }

    void check(@Observes StartupEvent starting) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            findings(config).ifPresent(findings -> {
                throw new IllegalStateException("Lodestar does not start with weak or missing secrets: " + findings
                        + ". Random ones come from: openssl rand -base64 32");
            });
        }
    }

    /** What is wrong with the secrets that are set, each with the name of its setting; empty when nothing is. */
    static Optional<String> findings(Config config) {
        String findings = SETTINGS.stream()
                .flatMap(setting -> finding(config, setting).map(finding -> setting + " " + finding).stream())
                .collect(Collectors.joining("; "));
        return findings.isEmpty() ? Optional.empty() : Optional.of(findings);
    }

    private static Optional<String> finding(Config config, String setting) {
        Optional<String> secret = config.getOptionalValue(setting, String.class);
        return secret.isPresent()
                ? secret.flatMap(SecretStrength::weakness)
                : Optional.of("is missing").filter(missing -> isNeeded(config, setting));
    }

    /** Whether some setting is made of this one and says nothing to put in its place. The platform takes such a setting for one that is not set where it needs none, such as a password. */
    private static boolean isNeeded(Config config, String setting) {
        String reference = "${" + setting + "}";
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .flatMap(source -> source.getProperties().values().stream())
                .anyMatch(value -> value != null && value.contains(reference));
    }
}
