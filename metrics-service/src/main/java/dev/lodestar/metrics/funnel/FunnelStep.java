package dev.lodestar.metrics.funnel;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.funnel.GrowthFunnelAnswer;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The funnel of a run: in total, by segment and by channel. */
@ApplicationScoped
class FunnelStep implements StepAnswer {
    private static final List<String> BREAKDOWNS = List.of("segment", "channel");

    private final GrowthFunnel funnel;

    FunnelStep(GrowthFunnel funnel) {
        this.funnel = funnel;
    }

    @Override
    public AnalysisStep step() {
        return AnalysisStep.FUNNEL;
    }

    @Override
    public Object answer(StepQuestion question) {
        Map<String, GrowthFunnelAnswer> answers = new LinkedHashMap<>();
        answers.put("total", funnel.ofRun(question, null));
        for (String attribute : BREAKDOWNS) {
            answers.put(attribute, funnel.ofRun(question, attribute));
        }
        return answers;
    }
}
