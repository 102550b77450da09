package dev.lodestar.host.gather;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AbsencesTest {
    private final AtomicLong now = new AtomicLong();
    private final Absences absences = new Absences(Duration.ofSeconds(3), now::get);

    @Test
    void a_whole_answer_is_not_waited_for() {
        assertThat(absences.passing(Set.of())).isFalse();
    }

    @Test
    void a_partition_that_has_just_gone_is_waited_for_and_one_that_is_lost_for_longer_is_not() {
        assertThat(absences.passing(Set.of(4))).isTrue();
        after(Duration.ofMillis(2_999));
        assertThat(absences.passing(Set.of(4))).isTrue();
        after(Duration.ofMillis(1));
        assertThat(absences.passing(Set.of(4))).isFalse();
        after(Duration.ofHours(1));
        assertThat(absences.passing(Set.of(4))).isFalse();
    }

    @Test
    void beside_a_lost_partition_nothing_is_waited_for() {
        absences.passing(Set.of(4));
        after(Duration.ofSeconds(10));

        assertThat(absences.passing(Set.of(4, 7))).isFalse();
    }

    @Test
    void a_partition_that_came_back_is_waited_for_again() {
        absences.passing(Set.of(4));
        after(Duration.ofSeconds(10));
        absences.passing(Set.of());

        assertThat(absences.passing(Set.of(4))).isTrue();
    }

    private void after(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
