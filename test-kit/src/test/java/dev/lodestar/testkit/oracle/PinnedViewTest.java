package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.RunBarrier;
import dev.lodestar.engine.timeline.TimelineChange;
import dev.lodestar.engine.timeline.UserErased;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PinnedViewTest {

    private static final long HISTORIES = 200;
    private static final String RUN = "run";

    @Test
    void a_run_sees_what_had_come_in_before_its_barrier_whatever_comes_later_but_for_who_is_erased() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            RandomHistory history = RandomHistory.of(seed);
            List<TimelineChange> before =
                    history.changes().subList(0, history.changes().size() / 2);
            EngineOnHistory engine = new EngineOnHistory(history.zone(), history.today(), 3);
            engine.take(before);
            engine.take(List.of(new RunBarrier(RUN, 0)));
            List<TimelineChange> later =
                    history.changes().subList(before.size(), history.changes().size());
            engine.take(later);

            AnalysisContext pinned = engine.contextAt(RUN);
            Facts facts = Facts.of(
                    withoutErased(before, later),
                    history.acquisition(),
                    history.zone(),
                    EventPlan.standard(),
                    history.today());
            Slice slice = Slice.of(facts, Scope.EVERYTHING);

            Agreement.SUMMARY.check(pinned, slice);
            Agreement.ENGAGEMENT.check(pinned, slice);
        }
    }

    private static List<TimelineChange> withoutErased(List<TimelineChange> before, List<TimelineChange> later) {
        Set<Object> erased = later.stream()
                .filter(UserErased.class::isInstance)
                .map(PinnedViewTest::userOf)
                .collect(Collectors.toSet());
        return before.stream()
                .filter(change -> !erased.contains(userOf(change)))
                .toList();
    }

    private static Object userOf(TimelineChange change) {
        return switch (change) {
            case EventArrived event -> event.user();
            case ProfileChanged profile -> profile.user();
            case UserErased erasure -> erasure.user();
            case RunBarrier barrier -> barrier;
        };
    }
}
