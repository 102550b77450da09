package dev.lodestar.metrics.acquisition;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.acquisition.AcquisitionAnalysis;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import jakarta.enterprise.context.ApplicationScoped;

/** Acquisition of a run. */
@ApplicationScoped
class AcquisitionStep implements StepAnswer {
    private final AcquisitionLedger ledger;

    AcquisitionStep(AcquisitionLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public AnalysisStep step() {
        return AnalysisStep.ACQUISITION;
    }

    @Override
    public Object answer(StepQuestion question) {
        return new AcquisitionAnalysis(question.context())
                .analyse(question.scope(), ledger.before(question.acquisitionOffset()));
    }
}
