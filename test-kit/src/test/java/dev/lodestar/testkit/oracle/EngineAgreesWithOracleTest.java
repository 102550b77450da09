package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.Filters;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * On ten thousand random histories, and more when asked. The first seed and their number can be set by the system properties
 * {@code lodestar.oracle.seed} and {@code lodestar.oracle.histories}; a failure names the seed that reproduces it.
 */
class EngineAgreesWithOracleTest {

    private static final long FIRST_SEED = Long.getLong("lodestar.oracle.seed", 1);
    private static final long HISTORIES = Long.getLong("lodestar.oracle.histories", 10_000);
    private static final int[] PARTITIONS = {1, 3, 12};
    private static final ZoneId PROJECT_ZONE = ZoneId.of("Pacific/Chatham");
    private static final int SEEDS_PER_FOREIGN_ZONE = 4;

    private static final Map<Agreement, Failure> FAILURES = new ConcurrentHashMap<>();

    /** All questions to one engine, as taking a history in costs more than most of them. */
    @BeforeAll
    static void ask_everything() {
        LongStream.range(FIRST_SEED, FIRST_SEED + HISTORIES).parallel().forEach(EngineAgreesWithOracleTest::ask);
    }

    private static void ask(long seed) {
        RandomHistory history = RandomHistory.amongMany(seed);
        Scope scope = scope(history);
        int partitions = PARTITIONS[(int) (seed % PARTITIONS.length)];
        EngineOnHistory engine = new EngineOnHistory(history.zone(), projectZone(history), history.today(), partitions);
        engine.take(history.changes());
        AnalysisContext context = engine.context();
        Slice slice = Slice.of(history.facts(), scope);
        for (Agreement agreement : Agreement.values()) {
            try {
                agreement.check(context, slice);
            } catch (AssertionError | RuntimeException e) {
                FAILURES.merge(
                        agreement,
                        new Failure(
                                seed,
                                "seed %d, %d partitions, zone %s, today %s, %s: %s"
                                        .formatted(seed, partitions, history.zone(), history.today(), scope, e),
                                e),
                        (one, other) -> one.seed() < other.seed() ? one : other);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void engine_and_oracle_agree_on_random_histories(Agreement agreement) {
        Failure failure = FAILURES.get(agreement);
        if (failure != null) {
            throw new AssertionError(failure.message(), failure.cause());
        }
    }

    /** The disagreement of the least seed, so that the same is told each time. */
    private record Failure(long seed, String message, Throwable cause) {}

    /** Now and then the question is put in another zone than the project's. */
    private static ZoneId projectZone(RandomHistory history) {
        return history.seed() % SEEDS_PER_FOREIGN_ZONE == 0 ? PROJECT_ZONE : history.zone();
    }

    /** Half of the time everything; else a range, a filter, or both. */
    private static Scope scope(RandomHistory history) {
        Random random = new Random(~history.seed());
        if (random.nextBoolean()) {
            return Scope.EVERYTHING;
        }
        LocalDate first = Slice.of(history.facts(), Scope.EVERYTHING).from();
        LocalDate from = maybe(random, first.plusDays(random.nextInt(60) - 5L));
        LocalDate to = maybe(random, (from == null ? first : from).plusDays(random.nextInt(120)));
        Map<String, String> filters = new HashMap<>();
        if (random.nextInt(3) == 0) {
            filters.put("segment", random.nextBoolean() ? "enterprise" : Filters.NONE);
        }
        if (random.nextInt(4) == 0) {
            filters.put("channel", "organic");
        }
        return new Scope(from, to, Filters.of(filters));
    }

    private static @Nullable LocalDate maybe(Random random, LocalDate date) {
        return random.nextBoolean() ? date : null;
    }
}
