package dev.lodestar.host.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.engine.query.ExtentQuery;
import dev.lodestar.engine.query.LocalShards;
import dev.lodestar.engine.query.Shards;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.RunBarrier;
import dev.lodestar.engine.timeline.TimelineShard;
import dev.lodestar.kit.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandedShardsTest {
    private static final String RUN = "run";
    private static final long FIRST = 1;
    private static final long SECOND = 3;

    private final TimelineShard shard = new TimelineShard(ProjectCalendar.UTC, EventPlan.standard());

    private void arrive(long offset) {
        shard.apply(new EventArrived(new UUID(1, 1), "e" + offset, "page_viewed", offset, offset, 0, Map.of()), offset);
    }

    private void cutTwice() {
        arrive(0);
        shard.apply(new RunBarrier(RUN, 0), FIRST);
        arrive(2);
        shard.apply(new RunBarrier(RUN, 0), SECOND);
    }

    private Shards atNewestBarrier() {
        return new LocalShards(Map.of(0, shard.pinned(RUN).orElseThrow()));
    }

    @Test
    void a_view_at_an_earlier_barrier_of_the_run_is_waited_out() {
        arrive(0);
        shard.apply(new RunBarrier(RUN, 0), FIRST);
        Shards atFirst = atNewestBarrier();
        boolean[] asked = new boolean[1];
        CommandedShards shards = new CommandedShards(
                () -> {
                    if (asked[0]) {
                        arrive(2);
                        shard.apply(new RunBarrier(RUN, 0), SECOND);
                        return atNewestBarrier();
                    }
                    asked[0] = true;
                    return atFirst;
                },
                Map.of(0, SECOND),
                Duration.ofMinutes(1));

        assertThat(shards.gather(new ExtentQuery()).asOf().partitions()).containsEntry(0, SECOND);
    }

    @Test
    void a_view_at_another_barrier_of_the_run_never_answers() {
        cutTwice();
        CommandedShards shards = new CommandedShards(this::atNewestBarrier, Map.of(0, FIRST), Duration.ZERO);

        assertThatThrownBy(() -> shards.gather(new ExtentQuery()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("another barrier");
    }

    @Test
    void a_command_that_names_no_barrier_takes_the_newest() {
        cutTwice();
        CommandedShards shards = new CommandedShards(this::atNewestBarrier, Map.of(), Duration.ZERO);

        assertThat(shards.gather(new ExtentQuery()).asOf().partitions()).containsEntry(0, SECOND);
    }
}
