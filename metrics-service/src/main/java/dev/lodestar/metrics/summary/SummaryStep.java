package dev.lodestar.metrics.summary;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.summary.SummaryAnalysis;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import dev.lodestar.metrics.northstar.NorthStarConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** The summary of a run. */
@ApplicationScoped
class SummaryStep implements StepAnswer {
    private final NorthStarConfig northStar;

    SummaryStep(NorthStarConfig northStar) {
        this.northStar = northStar;
    }

    @Override
    public AnalysisStep step() {
        return AnalysisStep.SUMMARY;
    }

    @Override
    public Object answer(StepQuestion question) {
        return new SummaryAnalysis(question.context()).analyse(question.scope(), northStar.settings());
    }
}
