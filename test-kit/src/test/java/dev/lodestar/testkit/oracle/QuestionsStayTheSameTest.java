package dev.lodestar.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.RetentionAnalysis;
import dev.lodestar.engine.cohort.RetentionAnswer;
import dev.lodestar.engine.path.PathAnalysis;
import dev.lodestar.engine.path.PathAnswer;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.PathDirection;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.RunBarrier;
import dev.lodestar.engine.timeline.TimelineChange;
import dev.lodestar.engine.timeline.UserErased;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What must not change the answer to a retention or a path, whatever they ask; a failure names the seed. */
class QuestionsStayTheSameTest {
    private static final long FIRST_SEED = Long.getLong("lodestar.oracle.seed", 1);
    private static final long HISTORIES = Long.getLong("lodestar.oracle.metamorphic", 400);
    private static final ZoneId ELSEWHERE = ZoneId.of("Pacific/Chatham");
    private static final UUID STRANGER = new UUID(1, 1);

    /** Both questions of a seed, put to one engine. */
    private static List<@Nullable Object> answers(long seed, AnalysisContext engine, Scope scope) {
        RetentionDefinition retention = DefinedRetentionAgreesTest.definition(new Random(31 * seed + 7));
        RetentionAnswer returns = new RetentionAnalysis(engine).analyse(scope, retention);
        PathAnswer paths = new PathAnalysis(engine).analyse(scope, RandomPaths.next(new Random(seed)));
        return Arrays.asList(
                returns.cohorts(),
                returns.pooled(),
                returns.groups(),
                paths.anchorUsers(),
                paths.next(),
                paths.otherUsers(),
                paths.endedUsers(),
                paths.sequences());
    }

    private static AnalysisContext engine(
            RandomHistory history, List<TimelineChange> changes, ZoneId kept, int partitions) {
        EngineOnHistory engine = new EngineOnHistory(history.zone(), kept, history.today(), partitions);
        engine.take(changes);
        return engine.context();
    }

    private static List<@Nullable Object> plain(long seed, RandomHistory history, Scope scope) {
        return answers(seed, engine(history, history.changes(), history.zone(), 1), scope);
    }

    /** Another order of arrival, of all that may come in any: see {@link #mustPrecede}. */
    private static List<TimelineChange> shuffled(RandomHistory history, Random random) {
        List<TimelineChange> rest = new ArrayList<>(history.changes());
        List<TimelineChange> order = new ArrayList<>();
        while (!rest.isEmpty()) {
            int next = random.nextInt(rest.size());
            for (int before = next - 1; before >= 0; before--) {
                next = mustPrecede(rest.get(before), rest.get(next)) ? before : next;
            }
            order.add(rest.remove(next));
        }
        return order;
    }

    /** Of two events with one id the first counts, of two at one time it comes first; of two profiles the last counts. */
    private static boolean mustPrecede(TimelineChange one, TimelineChange other) {
        if (!userOf(one).equals(userOf(other))) {
            return false;
        }
        if (one instanceof EventArrived first && other instanceof EventArrived second) {
            return first.eventId().equals(second.eventId()) || first.eventTimeMillis() == second.eventTimeMillis();
        }
        boolean isOneEach = one instanceof EventArrived
                ? other instanceof ProfileChanged
                : one instanceof ProfileChanged && other instanceof EventArrived;
        return !isOneEach;
    }

    private static UUID userOf(TimelineChange change) {
        return switch (change) {
            case EventArrived event -> event.user();
            case ProfileChanged profile -> profile.user();
            case UserErased erased -> erased.user();
            case RunBarrier _ -> throw new AssertionError("no history has a barrier");
        };
    }

    @Test
    void whatever_the_order_of_arrival_and_the_number_of_partitions() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            RandomHistory history = RandomHistory.amongMany(seed);
            List<@Nullable Object> expected = plain(seed, history, Scope.EVERYTHING);
            for (int partitions : new int[] {1, 3, 12}) {
                List<TimelineChange> changes = shuffled(history, new Random(seed));
                AnalysisContext engine = engine(history, changes, history.zone(), partitions);
                assertThat(answers(seed, engine, Scope.EVERYTHING))
                        .as("seed %d, %d partitions", seed, partitions)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void another_user_who_does_none_of_it() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            RandomHistory history = RandomHistory.amongMany(seed);
            Set<UUID> erased = new HashSet<>();
            history.changes().forEach(change -> {
                if (change instanceof UserErased erasure) {
                    erased.add(erasure.user());
                }
            });
            List<TimelineChange> more = new ArrayList<>(history.changes());
            for (TimelineChange change : history.changes()) {
                if (change instanceof EventArrived event && !erased.contains(event.user())) {
                    more.add(new EventArrived(
                            STRANGER,
                            "x" + more.size(),
                            "plan_cancelled",
                            event.eventTimeMillis(),
                            more.size(),
                            1,
                            Map.of()));
                }
            }
            Slice slice = Slice.of(history.facts(), Scope.EVERYTHING);
            if (slice.from().equals(slice.to())) {
                continue;
            }
            Scope scope = new Scope(slice.from(), slice.to(), Filters.EVERYBODY);

            assertThat(answers(seed, engine(history, more, history.zone(), 3), scope))
                    .as("seed %d", seed)
                    .isEqualTo(plain(seed, history, scope));
        }
    }

    @Test
    void kept_in_another_time_zone_and_asked_in_its_own() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            RandomHistory history = RandomHistory.amongMany(seed);

            assertThat(answers(seed, engine(history, history.changes(), ELSEWHERE, 3), Scope.EVERYTHING))
                    .as("seed %d", seed)
                    .isEqualTo(plain(seed, history, Scope.EVERYTHING));
        }
    }

    @Test
    void the_questions_are_no_trifles() {
        long after = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            RandomHistory history = RandomHistory.amongMany(seed);
            AnalysisContext engine = engine(history, history.changes(), history.zone(), 1);
            if (RandomPaths.next(new Random(seed)).direction() == PathDirection.AFTER) {
                after += new PathAnalysis(engine)
                        .analyse(Scope.EVERYTHING, RandomPaths.next(new Random(seed)))
                        .next()
                        .size();
            }
        }
        assertThat(after).as("first steps of paths in all").isGreaterThan(HISTORIES / 4);
    }
}
