package dev.lodestar.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final RunResponse RUNNING = run("running");

    private final Time time = new Time();
    private final RunProgress.WorthTelling told = new RunProgress.WorthTelling(SILENCE, time);

    @Test
    void a_change_is_told_and_the_same_again_is_not() {
        assertThat(told.test(RUNNING)).isTrue();
        assertThat(told.test(RUNNING)).isFalse();
        assertThat(told.test(run("succeeded"))).isTrue();
    }

    @Test
    void the_same_is_told_again_after_the_longest_silence() {
        told.test(RUNNING);
        time.pass(SILENCE.minusMillis(1));
        assertThat(told.test(RUNNING)).isFalse();
        time.pass(Duration.ofMillis(1));
        assertThat(told.test(RUNNING)).isTrue();
        assertThat(told.test(RUNNING)).isFalse();
    }

    private static RunResponse run(String state) {
        UUID id = new UUID(0, 1);
        return new RunResponse(
                id,
                state,
                Instant.EPOCH,
                "ann",
                null,
                null,
                new RunResponse.Request(null, null, null, List.of(), 12, 42),
                List.of(),
                List.of(),
                RunResponse.Links.of(id));
    }

    private static final class Time extends Clock {
        private Instant now = Instant.parse("2025-04-01T00:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
