package dev.lodestar.cohort.ltv;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.revenue.CohortRevenueAnalysis;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import jakarta.enterprise.context.ApplicationScoped;

/** Revenue by cohort of a run. */
@ApplicationScoped
class LtvStep implements StepAnswer {
    private final RevenueConfig config;

    LtvStep(RevenueConfig config) {
        this.config = config;
    }

    @Override
    public AnalysisStep step() {
        return AnalysisStep.LTV;
    }

    @Override
    public Object answer(StepQuestion question) {
        return new CohortRevenueAnalysis(question.context()).analyse(question.scope(), config.monthlyPrices());
    }
}
