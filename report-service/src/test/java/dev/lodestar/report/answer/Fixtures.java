package dev.lodestar.report.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.RunFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers of whole runs, in the shapes in which the services give them. */
public final class Fixtures {
    /** A product with everything measured: 50,000 users over two years. */
    public static final String FULL = "full";

    /** A data set with nothing but invoices, like CDNOW: nearly every figure is null with a reason. */
    public static final String INVOICES_ONLY = "invoices-only";

    private Fixtures() {}

    public static Evidence evidence(String name) {
        return evidence(answers(name));
    }

    public static Evidence evidence(Map<AnalysisStep, JsonNode> answers) {
        return evidence(answers, null);
    }

    /** The evidence of a run about one segment; about everybody where it is null. */
    public static Evidence evidence(Map<AnalysisStep, JsonNode> answers, @Nullable String segment) {
        return AnswerReader.read(run(segment, "USD"), answers, Map.of());
    }

    /** The evidence of a project that counts in that currency. */
    public static Evidence inCurrency(String code, Map<AnalysisStep, JsonNode> answers) {
        return AnswerReader.read(run(null, code), answers, Map.of());
    }

    /** A run in which every step failed. */
    public static Evidence nothing() {
        Map<AnalysisStep, String> missing = new EnumMap<>(AnalysisStep.class);
        for (AnalysisStep step : AnalysisStep.values()) {
            if (step != AnalysisStep.REPORT) {
                missing.put(step, step.service() + " gave no answer within 60 seconds");
            }
        }
        return AnswerReader.read(run(null, "USD"), Map.of(), missing);
    }

    public static Map<AnalysisStep, JsonNode> answers(String name) {
        try (InputStream json =
                Objects.requireNonNull(Fixtures.class.getResourceAsStream("/answers/" + name + ".json"))) {
            Map<AnalysisStep, JsonNode> answers = new EnumMap<>(AnalysisStep.class);
            new ObjectMapper()
                    .readTree(json)
                    .properties()
                    .forEach(step -> answers.put(AnalysisStep.of(step.getKey()), step.getValue()));
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunFacts run(@Nullable String segment, String currency) {
        return new RunFacts(
                "5b0e0c4e-7c3f-4a7e-9d55-0d1f2a3b4c5d",
                "2024-01-01",
                "2026-01-01",
                "UTC",
                Currency.getInstance(currency),
                segment,
                List.of(),
                12,
                42,
                Instant.parse("2026-01-02T00:00:00Z"),
                "2026-01-02T00:00:00Z");
    }
}
