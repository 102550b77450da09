package dev.lodestar.metrics.activation;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.activation.ActivationAnalysis;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import jakarta.enterprise.context.ApplicationScoped;

/** Activation of a run. */
@ApplicationScoped
class ActivationStep implements StepAnswer {
    @Override
    public AnalysisStep step() {
        return AnalysisStep.ACTIVATION;
    }

    @Override
    public Object answer(StepQuestion question) {
        return new ActivationAnalysis(question.context()).analyse(question.scope());
    }
}
