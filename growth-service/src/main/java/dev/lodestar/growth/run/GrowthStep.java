package dev.lodestar.growth.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.growth.economics.UnitEconomicsService;
import dev.lodestar.growth.observation.RunAnswers;
import dev.lodestar.growth.projection.GrowthFacts;
import dev.lodestar.growth.projection.ProjectionService;
import dev.lodestar.growth.projection.Question;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Computes the growth step of one run. Takes a core for about a second: never on an event loop. */
@ApplicationScoped
class GrowthStep {

    private static final String TIMED_OUT = "no result came in time";

    private final ProjectionService projections;
    private final UnitEconomicsService economics;
    private final ObjectMapper mapper;
    private final Clock clock;

    GrowthStep(ProjectionService projections, UnitEconomicsService economics, ObjectMapper mapper, Clock clock) {
        this.projections = projections;
        this.economics = economics;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** The answers of the steps that succeeded. */
    static Map<AnalysisStep, JsonNode> answers(List<AnalysisResult> inputs) {
        var answers = new EnumMap<AnalysisStep, JsonNode>(AnalysisStep.class);
        for (AnalysisResult input : inputs) {
            if (input.answer() != null) {
                answers.put(input.step(), input.answer());
            }
        }
        return answers;
    }

    /**
     * The step's result. Without a single answer to build on it has failed: figures from assumptions alone would be
     * mistaken for those of the product. So has one that asks for levers or months that there are not.
     */
    AnalysisResult compute(AnalysisCommand command, List<AnalysisResult> inputs, GrowthFacts facts) {
        Instant began = clock.instant();
        Map<String, String> missing = missing(inputs);
        if (missing.size() == RunAnswers.STEPS.size()) {
            return AnalysisResult.failed(
                    command, "none of the steps that growth builds on has an answer: " + missing, began, 0);
        }
        try {
            var question = new Question(command.levers(), command.months(), command.seed());
            var answer = new GrowthAnswer(
                    projections.levers(facts, question),
                    projections.projections(facts, question),
                    projections.sensitivity(facts, question),
                    economics.unitEconomics(facts),
                    missing);
            Instant now = clock.instant();
            return AnalysisResult.succeeded(
                    command,
                    mapper.valueToTree(answer),
                    now,
                    Duration.between(began, now).toMillis());
        } catch (ProblemException refused) {
            return AnalysisResult.failed(command, refused.getMessage(), clock.instant(), 0);
        }
    }

    private static Map<String, String> missing(List<AnalysisResult> inputs) {
        var missing = new TreeMap<String, String>();
        RunAnswers.STEPS.forEach(step -> missing.put(step.wireName(), TIMED_OUT));
        for (AnalysisResult input : inputs) {
            if (input.answer() != null) {
                missing.remove(input.step().wireName());
            } else if (input.reason() != null) {
                missing.put(input.step().wireName(), input.reason());
            }
        }
        return missing;
    }
}
