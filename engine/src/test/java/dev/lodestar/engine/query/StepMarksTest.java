package dev.lodestar.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.timeline.NarrowEvents;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepMarksTest {
    private static final int BLOCKS = 60;
    private static final int RANGES = 200;

    @Test
    void theNextAndThePreviousEventOfAStepAreThoseThatLookingAtEachOneFinds() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int steps = 1 + random.nextInt(20);
        StepMarks marks = null;
        int[] stepOfType = {};
        for (int round = 0; round < BLOCKS; round++) {
            TimelineView view = view(random, 100 + random.nextInt(300), 2 + random.nextInt(40));
            UserBlock block = view.blocks().getFirst();
            NarrowEvents events = Objects.requireNonNull(block.narrowEvents());
            int size = block.eventStart(block.size());
            // kept from block to block, as long as there are no more types
            if (marks == null || stepOfType.length < view.eventTypes().size()) {
                stepOfType = IntStream.range(0, view.eventTypes().size())
                        .map(_ -> random.nextInt(steps + 1))
                        .toArray();
                marks = new StepMarks(steps, stepOfType);
            }
            marks.mark(events, size);

            for (int range = 0; range < RANGES; range++) {
                int step = random.nextInt(steps);
                int from = random.nextInt(size + 1);
                int to = from + random.nextInt(size + 1 - from);
                int[] ofStep = meeting(step, stepOfType, events, from, to);
                assertThat(marks.next(step, from, to))
                        .as("seed %d, block %d, step %d from %d to %d", seed, round, step, from, to)
                        .isEqualTo(ofStep.length == 0 ? to : ofStep[0]);
                assertThat(marks.previous(step, from, to))
                        .as("seed %d, block %d, step %d from %d to %d", seed, round, step, from, to)
                        .isEqualTo(ofStep.length == 0 ? from - 1 : ofStep[ofStep.length - 1]);
                int[] ahead = meeting(step, stepOfType, events, from, Math.min(size, from + StepMarks.AT_ONCE));
                long told = marks.from(step, from) & ~(-1L << Math.min(size - from, StepMarks.AT_ONCE));
                assertThat(told)
                        .as("seed %d, block %d, step %d from %d", seed, round, step, from)
                        .isEqualTo(Arrays.stream(ahead)
                                .mapToLong(event -> 1L << event - from)
                                .sum());
            }
        }
    }

    private static int[] meeting(int step, int[] stepOfType, NarrowEvents events, int from, int to) {
        return IntStream.range(from, to)
                .filter(event -> stepOfType[events.type(event)] == step)
                .toArray();
    }

    private static TimelineView view(Random random, int events, int types) {
        Project project = Project.inUtc();
        for (int event = 0; event < events; event++) {
            String user = "user-" + random.nextInt(3);
            project.with(Project.event(user, "e" + event, "type-" + random.nextInt(types), event * 1_000L, null, null));
        }
        return project.view();
    }
}
