package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.RunBarrier;
import dev.lodestar.engine.timeline.TimelineChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinnedViewTest {

    private static final long HISTORIES = 200;
    private static final String RUN = "run";

    @Test
    void a_run_sees_what_had_come_in_before_its_barrier_whatever_comes_later() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            RandomHistory history = RandomHistory.of(seed);
            List<TimelineChange> before =
                    history.changes().subList(0, history.changes().size() / 2);
            EngineOnHistory engine = new EngineOnHistory(history.zone(), history.today(), 3);
            engine.take(before);
            engine.take(List.of(new RunBarrier(RUN)));
            engine.take(
                    history.changes().subList(before.size(), history.changes().size()));

            AnalysisContext pinned = engine.contextAt(RUN);
            Facts facts =
                    Facts.of(before, history.acquisition(), history.zone(), EventPlan.standard(), history.today());
            Slice slice = Slice.of(facts, Scope.EVERYTHING);

            Agreement.SUMMARY.check(pinned, slice);
            Agreement.ENGAGEMENT.check(pinned, slice);
        }
    }
}
