package dev.lodestar.report.bundle;

import dev.lodestar.report.answer.domain.DayN;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.NorthStar;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the last run over everybody and all data that this replica composed, for whoever watches the business where they watch everything else. NaN is what was not measured,
 * and what no run has measured since the start.
 */
@Startup
@ApplicationScoped
class BusinessMeters {
    /** Days after signup that have a gauge of their own. */
    private static final List<Integer> DAYS = List.of(1, 7, 30);

    private static final double UNKNOWN = Double.NaN;

    private final Clock clock;
    private final Map<String, Double> figures = new ConcurrentHashMap<>();

    BusinessMeters(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        gauge(meters, "lodestar.north.star.value", "North Star of the last complete week");
        gauge(meters, "lodestar.north.star.attainment", "North Star over its target");
        gauge(meters, "lodestar.run.composed.at", "When the last bundle was composed, in seconds since 1970");
        for (int day : DAYS) {
            Gauge.builder("lodestar.retention.rate", figures, of(retention(day)))
                    .description("Share of users active on exactly that day after signup")
                    .tag("day", Integer.toString(day))
                    .register(meters);
        }
    }

    /** @param ofAll whether the figures are of everybody and all data: those of a segment or of another time are not how the business is */
    void composed(Evidence evidence, boolean ofAll) {
        put("lodestar.run.composed.at", (double) clock.instant().getEpochSecond());
        if (!ofAll) {
            return;
        }
        NorthStar northStar = evidence.northStar();
        put("lodestar.north.star.value", northStar == null ? null : northStar.current());
        put("lodestar.north.star.attainment", northStar == null ? null : northStar.attainment());
        DAYS.forEach(day -> put(retention(day), rate(evidence.dayN(), day)));
    }

    private static @Nullable Double rate(@Nullable DayN dayN, int day) {
        if (dayN == null) {
            return null;
        }
        for (DayN.Day measured : dayN.days()) {
            if (measured.day() == day) {
                return measured.retentionRate();
            }
        }
        return null;
    }

    private void gauge(MeterRegistry meters, String name, String description) {
        Gauge.builder(name, figures, of(name)).description(description).register(meters);
    }

    private static ToDoubleFunction<Map<String, Double>> of(String figure) {
        return known -> known.getOrDefault(figure, UNKNOWN);
    }

    private static String retention(int day) {
        return "lodestar.retention.rate " + day;
    }

    private void put(String figure, @Nullable Double value) {
        figures.put(figure, value == null ? UNKNOWN : value);
    }
}
