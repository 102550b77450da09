package dev.lodestar.host.answer;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.Shards;
import dev.lodestar.engine.query.VocabularyQuery;
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

    /** @param clock tells when an answer was computed */
    public AnalysisContexts(ProjectCalendar calendar, EventPlan plan, Clock clock) {
        this.calendar = calendar;
        this.plan = plan;
        this.clock = clock;
    }

    /** Days and weeks of the project's calendar. */
    public AnalysisContext of(Shards shards) {
        return of(shards, calendar);
    }

    /** Days and weeks of another calendar, which the shards must be opened with too. */
    public AnalysisContext of(Shards shards, ProjectCalendar other) {
        return new AnalysisContext(shards, other, plan, clock);
    }

    /** The names that a question may use. */
    public Vocabulary vocabulary(Shards shards) {
        return Vocabulary.of(plan, shards.gather(new VocabularyQuery()).tally());
    }

    /** The project's calendar. */
    public ProjectCalendar calendar() {
        return calendar;
    }
}
