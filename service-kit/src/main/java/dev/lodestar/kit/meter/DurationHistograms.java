package dev.lodestar.kit.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Gives the timers that alerts and dashboards compute with a fixed, small number of buckets. */
@Singleton
public class DurationHistograms implements MeterFilter {
    private static final double[] BOUNDARIES = millis(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    /** One question to memory takes a few milliseconds. */
    private static final double[] BOUNDARIES_OF_QUERIES =
            millis(1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000);

    private static final Map<String, double[]> BOUNDARIES_BY_TIMER = Map.of(
            "http.server.requests", BOUNDARIES,
            "lodestar.gateway.requests", BOUNDARIES,
            "lodestar.audit.commit", BOUNDARIES,
            "lodestar.run.step", BOUNDARIES,
            "lodestar.run.compose", BOUNDARIES,
            "lodestar.growth.simulation", BOUNDARIES,
            "lodestar.query", BOUNDARIES_OF_QUERIES);

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        double[] boundaries = BOUNDARIES_BY_TIMER.get(id.getName());
        if (boundaries == null) {
            return config;
        }
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(boundaries)
                .build()
                .merge(config);
    }

    /** In nanoseconds, as Micrometer counts. */
    private static double[] millis(double... millis) {
        return DoubleStream.of(millis)
                .map(each -> each * Duration.ofMillis(1).toNanos())
                .toArray();
    }
}
