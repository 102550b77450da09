package dev.lodestar.cohort.comparison;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.cohort.CohortComparison;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import jakarta.enterprise.context.ApplicationScoped;

/** The comparison of a run: monthly cohorts. */
@ApplicationScoped
class ComparisonStep implements StepAnswer {
    @Override
    public AnalysisStep step() {
        return AnalysisStep.COMPARISON;
    }

    @Override
    public Object answer(StepQuestion question) {
        return new CohortComparison(question.context()).analyse(question.scope(), CalendarPeriod.MONTHLY);
    }
}
