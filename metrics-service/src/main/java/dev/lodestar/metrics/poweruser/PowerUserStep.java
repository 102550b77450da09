package dev.lodestar.metrics.poweruser;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.poweruser.PowerUserAnalysis;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import jakarta.enterprise.context.ApplicationScoped;

/** Power users of a run. */
@ApplicationScoped
class PowerUserStep implements StepAnswer {
    private final PowerUserConfig config;

    PowerUserStep(PowerUserConfig config) {
        this.config = config;
    }

    @Override
    public AnalysisStep step() {
        return AnalysisStep.POWER_USERS;
    }

    @Override
    public Object answer(StepQuestion question) {
        return new PowerUserAnalysis(question.context()).analyse(question.scope(), config.topShare());
    }
}
