package dev.lodestar.kit.project;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.ZoneId;
import org.eclipse.microprofile.config.Config;

/** Stops a start whose zone has no IANA name: an offset cuts days too, but SQL and the questions' own zones know names only. */
@ApplicationScoped
public class ZoneGuard {
    private static final String SETTING = "lodestar.time-zone";

    private final Config config;

    ZoneGuard(Config config) {
        this.config = config;
    }

    void check(@Observes StartupEvent starting) {
        check(config);
    }

    static void check(Config config) {
        config.getOptionalValue(SETTING, String.class).ifPresent(zone -> {
            if (!ZoneId.getAvailableZoneIds().contains(zone)) {
                throw new IllegalStateException("Lodestar does not start with " + SETTING + " '" + zone
                        + "': it is not an IANA zone name such as Europe/Zurich.");
            }
        });
    }
}
