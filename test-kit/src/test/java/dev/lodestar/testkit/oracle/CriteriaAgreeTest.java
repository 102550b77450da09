package dev.lodestar.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.CohortSizeAnalysis;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.UserCriterion;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random cohorts on random histories: every user alone and all of them together; a failure names the seed. */
class CriteriaAgreeTest {
    private static final long FIRST_SEED = Long.getLong("lodestar.oracle.seed", 1);
    private static final long HISTORIES = Long.getLong("lodestar.oracle.histories", 10_000);
    private static final int[] PARTITIONS = {1, 3, 12};

    @Test
    void engine_and_oracle_agree_on_who_belongs_to_random_cohorts() {
        long members = 0;
        long strangers = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            RandomHistory history = RandomHistory.amongMany(seed);
            Random random = new Random(17 * seed + 3);
            Facts facts = history.facts();
            UserCriterion criterion = new RandomCriteria(facts, random).next(0);
            Scope scope = new Scope(null, end(facts, random), Filters.EVERYBODY.and(criterion));
            EngineOnHistory engine =
                    new EngineOnHistory(history.zone(), history.today(), PARTITIONS[(int) (seed % PARTITIONS.length)]);
            engine.take(history.changes());
            CohortSizeAnalysis analysis = new CohortSizeAnalysis(engine.context());
            CriterionOracle oracle =
                    new CriterionOracle(facts, Slice.of(facts, scope).to());
            long expected = 0;
            for (PlainUser user : facts.users()) {
                boolean belongs = oracle.holds(user, criterion);
                Scope alone =
                        new Scope(null, scope.to(), scope.filters().and(new UserCriterion.Members(List.of(user.id()))));
                assertThat(analysis.analyse(alone).users())
                        .as("seed %d, user %s, %s", seed, user.id(), criterion)
                        .isEqualTo(belongs ? 1 : 0);
                expected += belongs ? 1 : 0;
            }
            assertThat(analysis.analyse(scope).users())
                    .as("seed %d, %s", seed, criterion)
                    .isEqualTo(expected);
            members += expected;
            strangers += facts.users().size() - expected;
        }
        assertThat(members).as("members in all").isGreaterThan(HISTORIES / 2);
        assertThat(strangers).as("others in all").isGreaterThan(HISTORIES / 2);
    }

    @Test
    void sets_obey_their_algebra() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES / 10; seed++) {
            RandomHistory history = RandomHistory.amongMany(seed);
            Random random = new Random(seed);
            EngineOnHistory engine = new EngineOnHistory(history.zone(), history.today(), 3);
            engine.take(history.changes());
            CohortSizeAnalysis sizes = new CohortSizeAnalysis(engine.context());
            UserCriterion one = new RandomCriteria(history.facts(), random).next(1);
            UserCriterion other = new RandomCriteria(history.facts(), random).next(1);
            UserCriterion neither = new UserCriterion.Not(new UserCriterion.AnyOf(List.of(one, other)));
            UserCriterion notBoth =
                    new UserCriterion.AllOf(List.of(new UserCriterion.Not(one), new UserCriterion.Not(other)));

            assertThat(size(sizes, neither)).as("seed %d", seed).isEqualTo(size(sizes, notBoth));
            assertThat(size(sizes, one) + size(sizes, new UserCriterion.Not(one)))
                    .as("seed %d", seed)
                    .isEqualTo(size(sizes, new UserCriterion.AllOf(List.of())));
        }
    }

    private static long size(CohortSizeAnalysis sizes, UserCriterion criterion) {
        return sizes.analyse(new Scope(null, null, Filters.EVERYBODY.and(criterion)))
                .users();
    }

    private static @Nullable LocalDate end(Facts facts, Random random) {
        LocalDate first = facts.firstDay();
        return first == null || random.nextInt(3) == 0 ? null : first.plusDays(random.nextInt(200));
    }
}
