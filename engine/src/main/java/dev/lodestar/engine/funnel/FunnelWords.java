package dev.lodestar.engine.funnel;

import dev.lodestar.engine.analysis.ConditionWords;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.query.FunnelDefinition;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A funnel in the words of the API, defaults filled in: what of it is asked for can be asked again. */
final class FunnelWords {
    private FunnelWords() {}

    static Map<String, @Nullable Object> definition(Inquiry inquiry, FunnelDefinition definition, int dataTo) {
        Map<String, @Nullable Object> words = inquiry.definition("funnel");
        words.put("data_to", LocalDate.ofEpochDay(dataTo).toString());
        words.put("steps", definition.steps().stream().map(FunnelWords::step).toList());
        words.put("order", definition.order().wireName());
        words.put("window", Duration.ofMillis(definition.windowMillis()).toString());
        words.put("entry", definition.entry().wireName());
        words.put("ties", definition.ties().wireName());
        words.put("grace", Duration.ofMillis(definition.graceMillis()).toString());
        words.put(
                "exclusions",
                definition.exclusions().stream().map(FunnelWords::exclusion).toList());
        FunnelDefinition.Breakdown breakdown = definition.breakdown();
        words.put(
                "breakdown", breakdown == null ? null : Map.of(breakdown.kind().wireName(), breakdown.name()));
        FunnelDefinition.Trend trend = definition.trend();
        words.put("trend", trend == null ? null : trend(trend));
        return words;
    }

    private static Map<String, Object> step(FunnelDefinition.Step step) {
        Map<String, Object> words = ConditionWords.of(step.event());
        words.put("label", step.label());
        return words;
    }

    private static Map<String, Object> exclusion(FunnelDefinition.Exclusion exclusion) {
        Map<String, Object> words = ConditionWords.of(exclusion.event());
        words.put("after_step", exclusion.afterStep());
        words.put("before_step", exclusion.beforeStep());
        words.put("action", exclusion.action().wireName());
        return words;
    }

    private static Map<String, Object> trend(FunnelDefinition.Trend trend) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("by", trend.by().wireName());
        words.put("period", trend.period().wireName());
        return words;
    }
}
