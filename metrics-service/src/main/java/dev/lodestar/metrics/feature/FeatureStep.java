package dev.lodestar.metrics.feature;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.feature.FeatureAdoptionAnalysis;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import jakarta.enterprise.context.ApplicationScoped;

/** Feature adoption of a run. */
@ApplicationScoped
class FeatureStep implements StepAnswer {
    @Override
    public AnalysisStep step() {
        return AnalysisStep.FEATURES;
    }

    @Override
    public Object answer(StepQuestion question) {
        return new FeatureAdoptionAnalysis(question.context()).analyse(question.scope());
    }
}
