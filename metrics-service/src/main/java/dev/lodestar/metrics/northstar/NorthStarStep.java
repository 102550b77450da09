package dev.lodestar.metrics.northstar;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.northstar.NorthStarAnalysis;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import jakarta.enterprise.context.ApplicationScoped;

/** The North Star of a run. */
@ApplicationScoped
class NorthStarStep implements StepAnswer {
    private final NorthStarConfig config;

    NorthStarStep(NorthStarConfig config) {
        this.config = config;
    }

    @Override
    public AnalysisStep step() {
        return AnalysisStep.NORTH_STAR;
    }

    @Override
    public Object answer(StepQuestion question) {
        return new NorthStarAnalysis(question.context()).analyse(question.scope(), config.settings());
    }
}
