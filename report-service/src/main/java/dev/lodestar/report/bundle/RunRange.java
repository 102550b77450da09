package dev.lodestar.report.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.report.answer.domain.RunFacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The range that a run really covered: as asked, else as the answers' definitions say. */
@ApplicationScoped
public class RunRange {
    private final String timeZone;
    private final Currency currency;

    RunRange(@ConfigProperty(name = "lodestar.time-zone") String timeZone, Currency currency) {
        this.timeZone = timeZone;
        this.currency = currency;
    }

    /** What was asked, with what the answers say of it. */
    public RunFacts facts(RunResults results) {
        return new RunFacts(
                results.runId().toString(),
                day(results.from(), results, "from"),
                day(results.to(), results, "to"),
                timeZone,
                currency,
                results.segment(),
                results.levers(),
                results.months(),
                results.seed(),
                results.requestedAt(),
                first(bodies(results).map(body -> body.path("as_of").path("time"))));
    }

    private static @Nullable String day(@Nullable LocalDate asked, RunResults results, String bound) {
        return asked != null
                ? asked.toString()
                : first(bodies(results)
                        .map(body -> body.path("definition"))
                        .flatMap(definition -> Stream.of(
                                definition.path(bound), definition.path("range").path(bound))));
    }

    /** The answers, and those nested in an answer that holds several. */
    private static Stream<JsonNode> bodies(RunResults results) {
        return results.answers().values().stream()
                .flatMap(body -> body.has("definition") ? Stream.of(body) : body.valueStream());
    }

    private static @Nullable String first(Stream<JsonNode> values) {
        return values.filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
