package dev.lodestar.host.answer;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.query.Shards;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventPlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Surrounds the engine's analyses with this project's calendar, plan and clock. */
@ApplicationScoped
public class AnalysisContexts {
    private final ProjectCalendar calendar;
    private final EventPlan plan;
    private final Clock clock;

    AnalysisContexts(ProjectCalendar calendar, EventPlan plan, Clock clock) {
        this.calendar = calendar;
        this.plan = plan;
        this.clock = clock;
    }

    public AnalysisContext of(Shards shards) {
        return new AnalysisContext(shards, calendar, plan, clock);
    }
}
