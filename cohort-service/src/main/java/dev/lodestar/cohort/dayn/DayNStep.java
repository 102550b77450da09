package dev.lodestar.cohort.dayn;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.cohort.DayNAnalysis;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import jakarta.enterprise.context.ApplicationScoped;

/** Day-N retention of a run. */
@ApplicationScoped
class DayNStep implements StepAnswer {
    @Override
    public AnalysisStep step() {
        return AnalysisStep.DAY_N;
    }

    @Override
    public Object answer(StepQuestion question) {
        return new DayNAnalysis(question.context()).analyse(question.scope());
    }
}
