package dev.lodestar.testkit.oracle;

import static dev.lodestar.testkit.oracle.Tables.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.SideComparison;
import dev.lodestar.engine.cohort.SideComparisonAnswer;
import dev.lodestar.engine.cohort.SideDefinition;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random pairs of sets on random histories; a failure names the seed. */
class SideComparisonAgreesTest {
    private static final long FIRST_SEED = Long.getLong("lodestar.oracle.seed", 1);
    private static final long HISTORIES = Long.getLong("lodestar.oracle.histories", 10_000);
    private static final int[] PARTITIONS = {1, 3, 12};

    @Test
    void engine_and_oracle_agree_on_random_pairs_of_sets() {
        long compared = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            RandomHistory history = RandomHistory.amongMany(seed);
            Slice slice = Slice.of(history.facts(), Scope.EVERYTHING);
            SideDefinition definition = new RandomSides(slice, new Random(13 * seed + 5)).next();
            EngineOnHistory engine =
                    new EngineOnHistory(history.zone(), history.today(), PARTITIONS[(int) (seed % PARTITIONS.length)]);
            engine.take(history.changes());
            SideComparison comparison = new SideComparison(engine.context());
            SideComparisonOracle oracle = new SideComparisonOracle(slice, definition);
            try {
                if (oracle.overlaps()) {
                    assertThatExceptionOfType(InvalidDefinitionException.class)
                            .isThrownBy(() -> comparison.analyse(Scope.EVERYTHING, definition));
                    continue;
                }
                SideComparisonAnswer answer = comparison.analyse(Scope.EVERYTHING, definition);
                assertSame("a", answer.a(), oracle.a());
                assertSame("b", answer.b(), oracle.b());
                assertSame("periods", answer.periods(), oracle.periods());
                assertSame(
                        "logRank",
                        answer.logRank() == null ? null : answer.logRank().chiSquare(),
                        oracle.logRankChiSquare());
                compared += answer.periods().size();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", " + definition + ": " + e.getMessage(), e);
            }
        }
        assertThat(compared).as("periods compared in all").isGreaterThan(HISTORIES / 20);
    }
}
