package dev.lodestar.host.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.query.AsOf;
import dev.lodestar.engine.query.Gathered;
import dev.lodestar.engine.query.Tally;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartialsTest {
    private static final boolean STALE = true;
    private static final boolean FRESH = false;

    @Test
    void every_partition_counts_once_with_its_offset() {
        Partials partials = new Partials(2);
        partials.addAll(List.of(partial(0, FRESH, 10, 3)));
        partials.addAll(List.of(partial(1, FRESH, 20, 4)));
        partials.addAll(List.of(partial(0, FRESH, 10, 3)));

        Gathered gathered = partials.gathered();

        assertThat(gathered.tally().count("users")).isEqualTo(7);
        assertThat(gathered.completeness()).isEqualTo(1.0);
        assertThat(gathered.asOf().partitions()).isEqualTo(Map.of(0, 10L, 1, 20L));
        assertThat(partials.missing()).isEmpty();
    }

    @Test
    void a_missing_partition_is_named_and_lowers_completeness() {
        Partials partials = new Partials(4);
        partials.addAll(List.of(partial(0, FRESH, 10, 3), partial(2, FRESH, 5, 1), partial(3, FRESH, 5, 1)));

        assertThat(partials.missing()).containsExactly(1);
        assertThat(partials.gathered().completeness()).isEqualTo(0.75);
    }

    @Test
    void a_standby_fills_a_hole_and_is_marked_stale() {
        Partials partials = new Partials(2);
        partials.addAll(List.of(partial(0, FRESH, 10, 3)));
        partials.addAll(List.of(partial(1, STALE, 8, 2)));

        assertThat(partials.gathered().completeness()).isEqualTo(1.0);
        assertThat(partials.stale()).containsExactly(1);
    }

    @Test
    void a_fresh_partial_outranks_a_stale_one_whichever_comes_first() {
        Partials partials = new Partials(2);
        partials.addAll(List.of(partial(0, STALE, 12, 9), partial(1, FRESH, 10, 3)));
        partials.addAll(List.of(partial(0, FRESH, 11, 4), partial(1, STALE, 99, 50)));

        assertThat(partials.gathered().tally().count("users")).isEqualTo(7);
        assertThat(partials.stale()).isEmpty();
    }

    @Test
    void of_two_standbys_the_one_that_is_further_counts() {
        Partials partials = new Partials(1);
        partials.addAll(List.of(partial(0, STALE, 12, 9), partial(0, STALE, 15, 11)));

        assertThat(partials.gathered().tally().count("users")).isEqualTo(11);
    }

    @Test
    void nothing_is_complete_while_the_number_of_partitions_is_not_known() {
        assertThat(new Partials(0).gathered().completeness()).isZero();
    }

    private static PartialTally partial(int partition, boolean stale, long offset, long users) {
        return new PartialTally(
                partition, stale, AsOf.of(partition, offset, 1000), Tally.ofSums(Map.of("users", new long[] {users})));
    }
}
