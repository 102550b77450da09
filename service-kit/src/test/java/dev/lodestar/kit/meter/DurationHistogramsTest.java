package dev.lodestar.kit.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationHistogramsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    DurationHistogramsTest() {
        meters.config().meterFilter(new DurationHistograms());
    }

    @Test
    void aRequestFallsIntoTheBucketsAboveItsDuration() {
        meters.timer("http.server.requests").record(Duration.ofMillis(300));
        assertThat(meters.timer("http.server.requests").takeSnapshot().histogramCounts())
                .hasSize(10)
                .filteredOn(bucket -> bucket.count() == 1)
                .extracting(bucket -> bucket.bucket() / 1e6)
                .containsExactly(500.0, 1_000.0, 2_500.0, 5_000.0, 10_000.0, 30_000.0);
    }

    @Test
    void questionsToMemoryHaveBucketsOfMilliseconds() {
        meters.timer("lodestar.query", "query", "totals").record(Duration.ofMillis(3));
        assertThat(meters.timer("lodestar.query", "query", "totals")
                        .takeSnapshot()
                        .histogramCounts())
                .filteredOn(bucket -> bucket.count() == 0)
                .extracting(bucket -> bucket.bucket() / 1e6)
                .containsExactly(1.0, 2.5);
    }

    @Test
    void otherTimersHaveNoBuckets() {
        meters.timer("some.other").record(Duration.ofMillis(300));
        assertThat(meters.timer("some.other").takeSnapshot().histogramCounts()).isEmpty();
    }
}
