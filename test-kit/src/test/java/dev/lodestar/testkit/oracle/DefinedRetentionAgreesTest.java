package dev.lodestar.testkit.oracle;

import static dev.lodestar.testkit.oracle.Tables.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.PooledRetention;
import dev.lodestar.engine.cohort.RetentionAnalysis;
import dev.lodestar.engine.cohort.RetentionAnswer;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionDefinition.CohortType;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random definitions of retention on random histories; a failure names the seed. */
class DefinedRetentionAgreesTest {
    private static final long FIRST_SEED = Long.getLong("lodestar.oracle.seed", 1);
    private static final long HISTORIES = Long.getLong("lodestar.oracle.histories", 10_000);
    private static final int[] PARTITIONS = {1, 3, 12};
    private static final List<String> ATTRIBUTES = List.of("segment", "channel", "plan_type");

    @Test
    void engine_and_oracle_agree_on_random_definitions_of_retention() {
        long retained = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            RandomHistory history = RandomHistory.amongMany(seed);
            Random random = new Random(31 * seed + 7);
            RetentionDefinition definition = definition(random);
            Scope scope = scope(history, random);
            int partitions = PARTITIONS[(int) (seed % PARTITIONS.length)];
            EngineOnHistory engine = new EngineOnHistory(history.zone(), history.today(), partitions);
            engine.take(history.changes());
            try {
                RetentionAnswer answer = new RetentionAnalysis(engine.context()).analyse(scope, definition);
                DefinedRetentionOracle oracle =
                        new DefinedRetentionOracle(Slice.of(history.facts(), scope), definition);
                assertSame("cohorts", answer.cohorts(), oracle.cohorts());
                assertSame("pooled", answer.pooled(), oracle.pooled());
                assertSame("groups", answer.groups(), oracle.groups());
                retained += retained(answer);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", " + definition + ", " + scope + ": " + e.getMessage(), e);
            }
        }
        assertThat(retained).as("users retained in all").isGreaterThan(HISTORIES / 2);
    }

    @Test
    void with_every_active_type_named_the_definition_is_the_matrix_by_signup() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES / 10; seed++) {
            RandomHistory history = RandomHistory.amongMany(seed);
            EngineOnHistory engine = new EngineOnHistory(history.zone(), history.today(), 3);
            engine.take(history.changes());
            RetentionAnalysis analysis = new RetentionAnalysis(engine.context());
            EventCondition anyOfThem = new EventCondition(activeTypes(history.facts()), List.of());
            for (RetentionMode mode : RetentionMode.WITHOUT_BOUNDS) {
                RetentionDefinition definition = RetentionDefinition.of(CalendarPeriod.WEEKLY, mode);
                RetentionAnswer named = analysis.analyse(Scope.EVERYTHING, definition.returningWith(anyOfThem, 1));
                RetentionAnswer plain = analysis.analyse(Scope.EVERYTHING, CalendarPeriod.WEEKLY, mode);
                assertSame("seed " + seed + " " + mode, named.cohorts(), plain.cohorts());
            }
        }
    }

    private static List<String> activeTypes(Facts facts) {
        return facts.users().stream()
                .flatMap(user -> user.events().stream())
                .filter(facts::isActive)
                .map(PlainEvent::type)
                .distinct()
                .toList();
    }

    private static long retained(RetentionAnswer answer) {
        long sum = 0;
        for (PooledRetention column : answer.pooled()) {
            sum += column.activeUsers() == null ? 0 : column.activeUsers();
        }
        return sum;
    }

    static RetentionDefinition definition(Random random) {
        RandomConditions conditions = new RandomConditions(random);
        RetentionMode mode = RetentionMode.values()[random.nextInt(RetentionMode.values().length)];
        RetentionDefinition definition =
                RetentionDefinition.of(CalendarPeriod.values()[random.nextInt(CalendarPeriod.values().length)], mode);
        if (mode == RetentionMode.BRACKET) {
            int first = random.nextInt(3);
            int second = first + 1 + random.nextInt(10);
            definition = definition.inBrackets(first, second, second + 1, second + 1 + 1 + random.nextInt(60));
        }
        if (random.nextInt(3) != 0) {
            definition = definition.startingWith(
                    conditions.next(), random.nextBoolean() ? CohortType.FIRST : CohortType.RECURRING);
        }
        return definition
                .returningWith(
                        random.nextInt(3) == 0 ? EventCondition.ANY_ACTIVE : conditions.next(), 1 + random.nextInt(3))
                .by(
                        random.nextBoolean() ? null : ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size())),
                        1 + random.nextInt(4));
    }

    private static Scope scope(RandomHistory history, Random random) {
        if (random.nextBoolean()) {
            return Scope.EVERYTHING;
        }
        LocalDate first = Slice.of(history.facts(), Scope.EVERYTHING).from();
        LocalDate from = maybe(random, first.plusDays(random.nextInt(60) - 5L));
        LocalDate to = maybe(random, (from == null ? first : from).plusDays(1 + random.nextInt(200)));
        Filters filters = random.nextInt(3) == 0 ? Filters.of(Map.of("channel", "organic")) : Filters.EVERYBODY;
        return new Scope(from, to, filters);
    }

    private static @Nullable LocalDate maybe(Random random, LocalDate date) {
        return random.nextBoolean() ? date : null;
    }
}
