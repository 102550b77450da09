package dev.lodestar.kit.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/** Gives the timers that alerts and dashboards compute with a fixed, small number of buckets. */
@Singleton
public class DurationHistograms implements MeterFilter {
    private static final Set<String> TIMERS = Set.of(
            "http.server.requests",
            "lodestar.gateway.requests",
            "lodestar.audit.commit",
            "lodestar.run.step",
            "lodestar.run.compose",
            "lodestar.growth.simulation");

    /** Nanoseconds, as Micrometer counts. */
    private static final double[] BOUNDARIES = Stream.of(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
            .toArray();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        if (!TIMERS.contains(id.getName())) {
            return config;
        }
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(BOUNDARIES)
                .build()
                .merge(config);
    }
}
