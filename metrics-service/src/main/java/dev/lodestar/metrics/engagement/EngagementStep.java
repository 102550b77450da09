package dev.lodestar.metrics.engagement;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.engine.activity.EngagementAnalysis;
import dev.lodestar.engine.activity.EngagementAnswer;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.host.analysis.StepAnswer;
import dev.lodestar.host.analysis.StepQuestion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Engagement of a run: daily, weekly and monthly. */
@ApplicationScoped
class EngagementStep implements StepAnswer {
    @Override
    public AnalysisStep step() {
        return AnalysisStep.ENGAGEMENT;
    }

    @Override
    public Object answer(StepQuestion question) {
        EngagementAnalysis analysis = new EngagementAnalysis(question.context());
        Map<String, EngagementAnswer> answers = new LinkedHashMap<>();
        for (CalendarPeriod period : EngagementPeriods.ALL) {
            answers.put(period.wireName(), analysis.analyse(question.scope(), period));
        }
        return answers;
    }
}
