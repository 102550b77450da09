package dev.lodestar.testkit.oracle;

import static dev.lodestar.testkit.oracle.Tables.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.path.PathAnalysis;
import dev.lodestar.engine.path.PathAnswer;
import dev.lodestar.engine.path.PathDefinition;
import dev.lodestar.engine.path.PathStep;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random paths on random histories; the seed stands in a failure. */
class PathsAgreeTest {
    private static final long FIRST_SEED = Long.getLong("lodestar.oracle.seed", 1);
    private static final long HISTORIES = Long.getLong("lodestar.oracle.histories", 10_000);

    @Test
    void engine_and_oracle_agree_on_random_paths() {
        long walked = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            RandomHistory history = RandomHistory.amongMany(seed);
            PathDefinition definition = RandomPaths.next(new Random(seed));
            EngineOnHistory engine = new EngineOnHistory(history.zone(), history.today(), (int) (1 + seed % 3));
            engine.take(history.changes());
            PathAnswer answer = new PathAnalysis(engine.context()).analyse(Scope.EVERYTHING, definition);
            PathOracle oracle = new PathOracle(Slice.of(history.facts(), Scope.EVERYTHING), definition);
            try {
                assertSame("anchorUsers", answer.anchorUsers(), oracle.anchorUsers());
                assertSame("next", answer.next(), oracle.next());
                assertSame("otherUsers", answer.otherUsers(), oracle.otherUsers());
                assertSame("endedUsers", answer.endedUsers(), oracle.endedUsers());
                assertAddsUp(answer);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", " + definition + ": " + e.getMessage(), e);
            }
            walked += answer.sequences().size();
        }
        assertThat(walked).as("paths walked in all").isGreaterThan(HISTORIES / 2);
    }

    private static void assertAddsUp(PathAnswer answer) {
        long shown = answer.next().stream().mapToLong(PathStep::users).sum();
        assertThat(shown + answer.otherUsers() + answer.endedUsers()).isEqualTo(answer.anchorUsers());
        answer.next().forEach(PathsAgreeTest::assertAddsUp);
    }

    private static void assertAddsUp(PathStep step) {
        if (step.otherUsers() != null && step.endedUsers() != null) {
            long shown = step.next().stream().mapToLong(PathStep::users).sum();
            assertThat(shown + step.otherUsers() + step.endedUsers()).isEqualTo(step.users());
            step.next().forEach(PathsAgreeTest::assertAddsUp);
        }
    }
}
