package dev.lodestar.host.gather;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AbsencesTest {
    private final AtomicLong now = new AtomicLong();
    private final Absences absences = new Absences(Duration.ofSeconds(3), now::get);

    private static final Set<Integer> NOTHING = Set.of();

    @Test
    void a_whole_answer_is_not_waited_for() {
        assertThat(lacks(NOTHING)).isFalse();
    }

    @Test
    void a_partition_that_has_just_gone_is_waited_for_and_one_that_is_lost_for_longer_is_not() {
        assertThat(lacks(Set.of(4))).isTrue();
        after(Duration.ofMillis(2_999));
        assertThat(lacks(Set.of(4))).isTrue();
        after(Duration.ofMillis(1));
        assertThat(lacks(Set.of(4))).isFalse();
        after(Duration.ofHours(1));
        assertThat(lacks(Set.of(4))).isFalse();
    }

    @Test
    void beside_a_lost_partition_nothing_is_waited_for() {
        lacks(Set.of(4));
        after(Duration.ofSeconds(10));

        assertThat(lacks(Set.of(4, 7))).isFalse();
    }

    @Test
    void a_partition_that_came_back_is_waited_for_again() {
        lacks(Set.of(4));
        after(Duration.ofSeconds(10));
        lacks(NOTHING);

        assertThat(lacks(Set.of(4))).isTrue();
    }

    @Test
    void an_answer_waits_no_longer_than_the_patience_while_others_are_whole() {
        Absences.Patience mine = absences.begun();
        for (int second = 0; second < 3; second++) {
            assertThat(mine.passing(Set.of(4), NOTHING)).isTrue();
            lacks(NOTHING);
            after(Duration.ofSeconds(1));
        }

        assertThat(mine.passing(Set.of(4), NOTHING)).isFalse();
    }

    @Test
    void what_its_owner_refuses_is_not_waited_for_and_does_not_count_as_lost() {
        assertThat(absences.begun().passing(Set.of(4), Set.of(4))).isFalse();
        after(Duration.ofSeconds(10));

        assertThat(lacks(Set.of(4))).isTrue();
    }

    private boolean lacks(Set<Integer> missing) {
        return absences.begun().passing(missing, NOTHING);
    }

    private void after(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
