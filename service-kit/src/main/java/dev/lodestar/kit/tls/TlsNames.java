package dev.lodestar.kit.tls;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * Stops the start where a setting names a TLS configuration that there is none of. Most settings would be found out only by the first connection that is to use them.
 */
@ApplicationScoped
class TlsNames {
    /** What every setting ends with whose value is such a name; from the environment it may come in capitals. */
    private static final Pattern SETTING =
            Pattern.compile(".*(?:tls-configuration-name|TLS_CONFIGURATION_NAME)", Pattern.DOTALL);

    private static final Pattern CONFIGURED = Pattern.compile("quarkus\\.tls\\.(?:\"([^\"]+)\"|([^.]+))\\..+\\..+");

    private final Config config;
    private final TlsConfigurationRegistry configurations;

    TlsNames(Config config, TlsConfigurationRegistry configurations) {
        this.config = config;
        this.configurations = configurations;
    }

    void check(@Observes StartupEvent starting) {
        findings(config, name -> configurations.get(name).isPresent()).ifPresent(findings -> {
            throw new IllegalStateException(
                    "Lodestar does not start with TLS configurations that do not exist: " + findings);
        });
    }

    /** The settings whose value names none, each with the name and those that there are; empty when all are right. */
    static Optional<String> findings(Config config, Predicate<String> exists) {
        String findings = names(config)
                .filter(setting -> SETTING.matcher(setting).matches())
                .flatMap(setting -> config
                        .getOptionalValue(setting, String.class)
                        .filter(name -> !name.isBlank() && !exists.test(name))
                        .map(name -> setting + " is '" + name + "', but no quarkus.tls." + name + " is configured")
                        .stream())
                .sorted()
                .collect(Collectors.joining("; "));
        return findings.isEmpty() ? Optional.empty() : Optional.of(findings + ". There is: " + configured(config));
    }

    private static String configured(Config config) {
        TreeSet<String> configured = names(config)
                .map(CONFIGURED::matcher)
                .filter(Matcher::matches)
                .map(name -> name.group(1) == null ? name.group(2) : name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        return configured.isEmpty() ? "none" : String.join(", ", configured);
    }

    private static Stream<String> names(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false);
    }
}
