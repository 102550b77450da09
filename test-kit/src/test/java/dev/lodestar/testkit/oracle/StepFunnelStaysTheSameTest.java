package dev.lodestar.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.funnel.StepFunnelAnalysis;
import dev.lodestar.engine.funnel.StepFunnelAnswer;
import dev.lodestar.engine.funnel.StepFunnelRow;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Trend;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.TimelineChange;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What must not change a funnel does not; a failure names the seed that reproduces it. */
class StepFunnelStaysTheSameTest {
    private static final long FUNNELS = 500;
    private static final Scope ALL_OF_MARCH =
            new Scope(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 4, 10), Filters.EVERYBODY);

    @Test
    void whatever_the_order_of_arrival_and_the_number_of_partitions() {
        for (long seed = 1; seed <= FUNNELS; seed++) {
            RandomFunnel random = new RandomFunnel(seed);
            FunnelDefinition definition = random.definition();
            RandomHistory history = random.history(seed);
            List<TimelineChange> shuffled = new ArrayList<>(history.changes());
            Collections.shuffle(shuffled, new Random(seed));

            StepFunnelAnswer one = ask(history.changes(), history.zone(), 1, definition);

            for (int partitions : new int[] {1, 3, 12}) {
                StepFunnelAnswer other = ask(shuffled, history.zone(), partitions, definition);
                assertThat(other.steps()).as("seed %d", seed).isEqualTo(one.steps());
                assertThat(other.breakdown()).as("seed %d", seed).isEqualTo(one.breakdown());
                assertThat(other.trend()).as("seed %d", seed).isEqualTo(one.trend());
                assertThat(other.removedUsers()).as("seed %d", seed).isEqualTo(one.removedUsers());
            }
        }
    }

    @Test
    void another_user_who_does_none_of_it() {
        for (long seed = 1; seed <= FUNNELS; seed++) {
            RandomFunnel random = new RandomFunnel(seed);
            FunnelDefinition definition = random.definition();
            RandomHistory history = random.history(seed);
            List<TimelineChange> more = new ArrayList<>(history.changes());
            history.changes().forEach(change -> {
                if (change instanceof EventArrived event) {
                    long at = event.eventTimeMillis();
                    more.add(
                            new EventArrived(new UUID(1, 1), "x" + more.size(), "plan_cancelled", at, at, 1, Map.of()));
                }
            });

            assertThat(ask(more, history.zone(), 1, definition).steps())
                    .as("seed %d", seed)
                    .isEqualTo(ask(history.changes(), history.zone(), 1, definition)
                            .steps());
        }
    }

    @Test
    void another_time_zone_where_the_range_holds_everything() {
        for (long seed = 1; seed <= FUNNELS; seed++) {
            RandomFunnel random = new RandomFunnel(seed);
            FunnelDefinition definition = random.definition().by((Trend) null);
            RandomHistory history = random.history(seed);

            StepFunnelAnswer there = ask(history.changes(), ZoneId.of("Asia/Kathmandu"), 1, definition);
            StepFunnelAnswer here = ask(history.changes(), history.zone(), 1, definition);

            assertThat(there.steps())
                    .as("seed %d", seed)
                    .extracting(StepFunnelRow::users)
                    .isEqualTo(here.steps().stream().map(StepFunnelRow::users).toList());
            assertThat(there.steps().getLast().fromFirst())
                    .as("seed %d", seed)
                    .isEqualTo(here.steps().getLast().fromFirst());
        }
    }

    @Test
    void random_funnels_are_no_trifles() {
        long converted = 0;
        long removed = 0;
        long inProgress = 0;
        for (long seed = 1; seed <= FUNNELS; seed++) {
            RandomFunnel random = new RandomFunnel(seed);
            FunnelDefinition definition = random.definition();
            RandomHistory history = random.history(seed);
            StepFunnelAnswer answer = ask(history.changes(), history.zone(), 1, definition);
            converted += answer.steps().getLast().users();
            removed += answer.removedUsers();
            inProgress += answer.steps().get(1).inProgress();
        }
        assertThat(List.of(converted, removed, inProgress))
                .allSatisfy(users -> assertThat(users).isGreaterThan(20));
    }

    private static StepFunnelAnswer ask(
            List<TimelineChange> changes, ZoneId zone, int partitions, FunnelDefinition definition) {
        EngineOnHistory engine = new EngineOnHistory(zone, LocalDate.of(2024, 4, 20), partitions);
        engine.take(changes);
        return new StepFunnelAnalysis(engine.context()).analyse(ALL_OF_MARCH, definition);
    }
}
