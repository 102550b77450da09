package dev.lodestar.launcher.suite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all services must agree on.
 *
 * @param timeZone IANA name of the zone that cuts days
 * @param currency ISO 4217 code of the currency that amounts are in
 * @param trackingPlan the project's own tracking plan, null for the default one
 */
public record ProjectSettings(
        String timeZone, String currency, @Nullable Path trackingPlan) {
    /** Where nobody says anything else. */
    public static final String DEFAULT_TIME_ZONE = "UTC";

    /** What amounts are in where nobody says anything else. */
    public static final String DEFAULT_CURRENCY = "USD";

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("LODESTAR_TIME_ZONE", timeZone);
        environment.put("LODESTAR_CURRENCY", currency);
        if (trackingPlan != null) {
            environment.put(
                    "LODESTAR_TRACKING_PLAN_FILE", trackingPlan.toAbsolutePath().toString());
        }
        return environment;
    }

    /** As arguments of a process, which {@link #of} reads. */
    List<String> arguments() {
        return trackingPlan == null
                ? List.of(timeZone, currency)
                : List.of(timeZone, currency, trackingPlan.toAbsolutePath().toString());
    }

    /** Settings from {@link #arguments()}. */
    public static ProjectSettings of(List<String> arguments) {
        return new ProjectSettings(
                arguments.getFirst(), arguments.get(1), arguments.size() > 2 ? Path.of(arguments.get(2)) : null);
    }
}
