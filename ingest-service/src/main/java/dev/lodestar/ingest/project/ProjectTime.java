package dev.lodestar.ingest.project;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The clock and the zone that everything here uses. */
@Singleton
class ProjectTime {
    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** The zone that cuts days, and in which timestamps without an offset are read: {@code lodestar.time-zone}. */
    @Produces
    @Singleton
    @DefaultBean
    ZoneId zone(@ConfigProperty(name = "lodestar.time-zone", defaultValue = "UTC") String zone) {
        return ZoneId.of(zone);
    }
}
