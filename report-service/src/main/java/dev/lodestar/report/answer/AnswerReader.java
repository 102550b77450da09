package dev.lodestar.report.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.answer.domain.Acquisition;
import dev.lodestar.report.answer.domain.Activation;
import dev.lodestar.report.answer.domain.CohortRevenue;
import dev.lodestar.report.answer.domain.Comparison;
import dev.lodestar.report.answer.domain.DayN;
import dev.lodestar.report.answer.domain.Engagement;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Features;
import dev.lodestar.report.answer.domain.Funnel;
import dev.lodestar.report.answer.domain.Growth;
import dev.lodestar.report.answer.domain.NorthStar;
import dev.lodestar.report.answer.domain.PowerUsers;
import dev.lodestar.report.answer.domain.Retention;
import dev.lodestar.report.answer.domain.RunFacts;
import dev.lodestar.report.answer.domain.Stickiness;
import dev.lodestar.report.answer.domain.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of a run. An answer that does not parse counts as missing, with that as its reason: one bad step must not cost the others
 * their place in the bundle.
 */
public final class AnswerReader {
    private static final JsonMapper MAPPER = mapper();

    private AnswerReader() {}

    /**
     * Reads all answers.
     *
     * @param answers body per step that succeeded
     * @param missing reason per step that did not
     */
    public static Evidence read(RunFacts run, Map<AnalysisStep, JsonNode> answers, Map<AnalysisStep, String> missing) {
        Reading reading = new Reading(answers, missing);
        return new Evidence(
                run,
                reading.step(AnalysisStep.SUMMARY, Summary.class),
                reading.step(AnalysisStep.ENGAGEMENT, Engagement.class),
                reading.step(AnalysisStep.STICKINESS, Stickiness.class),
                reading.step(AnalysisStep.ACTIVATION, Activation.class),
                reading.step(AnalysisStep.FEATURES, Features.class),
                reading.step(AnalysisStep.POWER_USERS, PowerUsers.class),
                reading.step(AnalysisStep.NORTH_STAR, NorthStar.class),
                reading.step(AnalysisStep.ACQUISITION, Acquisition.class),
                reading.step(AnalysisStep.FUNNEL, Funnel.class),
                reading.step(AnalysisStep.RETENTION, Retention.class),
                reading.step(AnalysisStep.DAY_N, DayN.class),
                reading.step(AnalysisStep.COMPARISON, Comparison.class),
                reading.step(AnalysisStep.LTV, CohortRevenue.class),
                reading.step(AnalysisStep.GROWTH, Growth.class),
                reading.missing);
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .addMixIn(Engagement.Period.class, NewOnTheWire.class)
                .build();
        JsonSetter.Value empty = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
        mapper.configOverride(List.class).setSetterInfo(empty);
        mapper.configOverride(Map.class).setSetterInfo(empty);
        return mapper;
    }

    /** The wire calls it {@code new}, which Java cannot. */
    private interface NewOnTheWire {
        @JsonProperty("new")
        Long newUsers();
    }

    private static final class Reading {
        private final Map<AnalysisStep, JsonNode> answers;
        private final Map<String, String> missing = new LinkedHashMap<>();

        Reading(Map<AnalysisStep, JsonNode> answers, Map<AnalysisStep, String> missing) {
            this.answers = answers;
            missing.forEach((step, reason) -> this.missing.put(step.wireName(), reason));
        }

        <T> @Nullable T step(AnalysisStep step, Class<T> type) {
            JsonNode answer = answers.get(step);
            if (answer == null) {
                return null;
            }
            try {
                return MAPPER.treeToValue(answer, type);
            } catch (JsonProcessingException e) {
                missing.put(
                        step.wireName(),
                        "the answer of " + step.service() + " could not be read: " + e.getOriginalMessage());
                return null;
            }
        }
    }
}
