package dev.lodestar.cohort.retention;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.cohort.RetentionAnalysis;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import jakarta.enterprise.context.ApplicationScoped;

/** The retention of a run: monthly cohorts, active in exactly the period. */
@ApplicationScoped
class RetentionStep implements StepAnswer {
    @Override
    public AnalysisStep step() {
        return AnalysisStep.RETENTION;
    }

    @Override
    public Object answer(StepQuestion question) {
        return new RetentionAnalysis(question.context())
                .analyse(question.scope(), CalendarPeriod.MONTHLY, RetentionMode.ON);
    }
}
