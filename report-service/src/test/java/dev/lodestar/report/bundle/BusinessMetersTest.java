package dev.lodestar.report.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.report.answer.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BusinessMetersTest {
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BusinessMeters meters = new BusinessMeters(registry, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shows_the_figures_of_a_run_over_everybody() {
        meters.composed(Fixtures.evidence(Fixtures.FULL), true);

        assertThat(value("lodestar.north.star.value")).isEqualTo(1_843);
        assertThat(value("lodestar.north.star.attainment")).isEqualTo(0.7372);
    }

    /** Whoever looks at a small segment must wake nobody who watches the business. */
    @Test
    void a_run_over_a_segment_or_another_time_does_not_stand_for_the_business() {
        meters.composed(Fixtures.evidence(Fixtures.FULL), true);
        meters.composed(Fixtures.evidence(Fixtures.INVOICES_ONLY), false);

        assertThat(value("lodestar.north.star.value")).isEqualTo(1_843);
        assertThat(value("lodestar.run.composed.at")).isEqualTo(NOW.getEpochSecond());
    }

    private double value(String gauge) {
        return registry.get(gauge).gauge().value();
    }
}
