package dev.lodestar.report.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(10), Duration.ofSeconds(60), 5);

    @Test
    void pauses_double_up_to_the_longest_less_up_to_a_half_by_chance() {
        int[] longest = {10, 20, 40, 60};
        Random random = new Random(7);
        for (int made = 1; made <= longest.length; made++) {
            for (int round = 0; round < 100; round++) {
                Duration pause = BACKOFF.after(made, random).orElseThrow();
                assertThat(pause)
                        .isBetween(Duration.ofSeconds(longest[made - 1] / 2), Duration.ofSeconds(longest[made - 1]));
            }
        }
    }

    @Test
    void after_the_last_attempt_there_is_no_other() {
        assertThat(BACKOFF.after(5, new Random(7))).isEmpty();
        assertThat(BACKOFF.after(6, new Random(7))).isEmpty();
    }

    @Test
    void the_default_settings_try_for_about_half_a_day() {
        Backoff usual = new Backoff(Duration.ofSeconds(10), Duration.ofHours(3), 16);
        Duration all = Duration.ZERO;
        for (int made = 1; made < 16; made++) {
            all = all.plus(usual.after(made, new Random(made)).orElseThrow());
        }
        assertThat(all).isBetween(Duration.ofHours(10), Duration.ofHours(21));
    }
}
