package dev.lodestar.testkit.oracle;

import static dev.lodestar.testkit.oracle.Tables.assertSame;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.funnel.StepFunnelAnalysis;
import dev.lodestar.engine.funnel.StepFunnelAnswer;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random funnels on random histories. The first seed and their number can be set by the system properties {@code lodestar.oracle.seed} and
 * {@code lodestar.oracle.funnels}; a failure names the seed that reproduces it.
 */
class StepFunnelAgreesWithOracleTest {
    private static final long FIRST_SEED = Long.getLong("lodestar.oracle.seed", 1);
    private static final long FUNNELS = Long.getLong("lodestar.oracle.funnels", 10_000);
    private static final int[] PARTITIONS = {1, 3, 12};

    @Test
    void engine_and_oracle_agree_on_random_funnels() {
        LongStream.range(FIRST_SEED, FIRST_SEED + FUNNELS).parallel().forEach(seed -> {
            RandomFunnel random = new RandomFunnel(seed);
            FunnelDefinition definition = random.definition();
            // one in twenty on the histories that every other analysis is tried on
            RandomHistory history = seed % 20 == 0 ? RandomHistory.of(seed) : random.history(seed);
            check(seed, history, definition);
        });
    }

    private static void check(long seed, RandomHistory history, FunnelDefinition definition) {
        Scope scope = scope(history);
        int partitions = PARTITIONS[(int) (seed % PARTITIONS.length)];
        try {
            EngineOnHistory engine = new EngineOnHistory(history.zone(), history.today(), partitions);
            engine.take(history.changes());
            StepFunnelAnswer answer = new StepFunnelAnalysis(engine.context()).analyse(scope, definition);
            StepFunnelOracle oracle = new StepFunnelOracle(Slice.of(history.facts(), scope), definition);
            assertSame("removed", answer.removedUsers(), oracle.removed());
            assertSame("steps", answer.steps(), oracle.steps());
            assertSame(
                    "groups",
                    answer.breakdown() == null ? null : answer.breakdown().groups(),
                    oracle.groups());
            assertSame("trend", answer.trend(), oracle.trend());
            assertSame("without period", answer.usersWithoutPeriod(), oracle.withoutPeriod());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed %d, %d partitions, today %s, %s, %s: %s"
                            .formatted(seed, partitions, history.today(), scope, definition, e),
                    e);
        }
    }

    private static Scope scope(RandomHistory history) {
        Random random = new Random(~history.seed());
        LocalDate first = Slice.of(history.facts(), Scope.EVERYTHING).from();
        return switch (random.nextInt(4)) {
            case 0 -> new Scope(first, first.plusDays(1L + random.nextInt(50)), Filters.EVERYBODY);
            case 1 -> new Scope(LocalDate.of(2024, 3, 30), LocalDate.of(2024, 3, 31), Filters.EVERYBODY);
            case 2 -> new Scope(null, null, Filters.of(Map.of("segment", random.nextBoolean() ? "a" : Filters.NONE)));
            default -> Scope.EVERYTHING;
        };
    }
}
