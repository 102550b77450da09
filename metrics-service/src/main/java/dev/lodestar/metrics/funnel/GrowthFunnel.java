package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.funnel.GrowthFunnelAnalysis;
import dev.lodestar.engine.funnel.GrowthFunnelAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import dev.lodestar.metrics.acquisition.AcquisitionLedger;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The growth funnel with the project's thresholds and visitors. */
@ApplicationScoped
class GrowthFunnel {
    private final FunnelConfig config;
    private final AcquisitionLedger ledger;

    GrowthFunnel(FunnelConfig config, AcquisitionLedger ledger) {
        this.config = config;
        this.ledger = ledger;
    }

    /** With all visitors known now. */
    GrowthFunnelAnswer now(AnalysisContext context, Scope scope, @Nullable String breakdown) {
        return new GrowthFunnelAnalysis(context).analyse(scope, breakdown, config.thresholds(), ledger.latest());
    }

    /** With the visitors known when the run began. */
    GrowthFunnelAnswer ofRun(StepQuestion question, @Nullable String breakdown) {
        return new GrowthFunnelAnalysis(question.context())
                .analyse(question.scope(), breakdown, config.thresholds(), ledger.before(question.acquisitionOffset()));
    }
}
