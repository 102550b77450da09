package dev.lodestar.metrics.stickiness;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.activity.StickinessAnalysis;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import jakarta.enterprise.context.ApplicationScoped;

/** Stickiness of a run. */
@ApplicationScoped
class StickinessStep implements StepAnswer {
    @Override
    public AnalysisStep step() {
        return AnalysisStep.STICKINESS;
    }

    @Override
    public Object answer(StepQuestion question) {
        return new StickinessAnalysis(question.context()).analyse(question.scope());
    }
}
