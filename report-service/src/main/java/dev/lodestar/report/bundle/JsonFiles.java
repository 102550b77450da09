package dev.lodestar.report.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.RunFacts;
import dev.lodestar.report.artifact.Artifact;
import dev.lodestar.report.artifact.BundleDraft;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** metrics_summary.json and manifest.json. */
@ApplicationScoped
class JsonFiles {
    private static final List<String> SUMMARY_FIELDS = List.of(
            "north_star",
            "weekly_active_users",
            "daily_active_users",
            "monthly_active_users",
            "dau_mau_ratio",
            "activation_rate",
            "collaboration_rate",
            "paid_conversion_rate",
            "total_users",
            "total_events",
            "avg_events_per_user",
            "as_of",
            "definition");

    private final ObjectMapper mapper;
    private final String version;
    private final Clock clock;

    JsonFiles(ObjectMapper mapper, @ConfigProperty(name = "quarkus.application.version") String version, Clock clock) {
        this.mapper = mapper;
        this.version = version;
        this.clock = clock;
    }

    /** The promised fields first and in their order, then whatever else the answer holds; all null when there is no answer. */
    void writeSummary(RunResults results, BundleDraft draft) throws IOException {
        JsonNode answer = results.answers().getOrDefault(AnalysisStep.SUMMARY, mapper.createObjectNode());
        ObjectNode summary = mapper.createObjectNode();
        SUMMARY_FIELDS.forEach(field -> summary.set(field, answer.get(field)));
        answer.properties().forEach(field -> summary.putIfAbsent(field.getKey(), field.getValue()));
        String reason = results.missing().get(AnalysisStep.SUMMARY);
        if (reason != null) {
            summary.put("reason", reason);
        }
        write("metrics_summary.json", summary, draft);
    }

    /** What made the bundle and what is in it. The manifest lists every file but itself. */
    void writeManifest(RunResults results, Evidence evidence, List<String> missing, BundleDraft draft)
            throws IOException {
        ObjectNode manifest = mapper.createObjectNode();
        manifest.put("run_id", results.runId().toString());
        manifest.put("lodestar_version", version);
        manifest.put("requested_at", results.requestedAt().toString());
        manifest.put("composed_at", clock.instant().toString());
        manifest.put("partial", !missing.isEmpty());
        missing.forEach(manifest.putArray("missing")::add);
        manifest.set("request", request(evidence.run()));
        manifest.putObject("seeds").put("run", results.seed());
        manifest.put("as_of", evidence.run().asOf());
        manifest.set("steps", mapper.valueToTree(results.steps()));
        manifest.set("definitions", definitions(results.answers()));
        ArrayNode artifacts = manifest.putArray("artifacts");
        for (Artifact artifact : draft.artifacts()) {
            artifacts.add(mapper.<JsonNode>valueToTree(artifact));
        }
        write("manifest.json", manifest, draft);
    }

    private ObjectNode request(RunFacts run) {
        ObjectNode request = mapper.createObjectNode();
        request.put("from", run.from());
        request.put("to", run.to());
        request.put("time_zone", run.timeZone());
        request.put("currency", run.currency().getCurrencyCode());
        request.put("segment", run.segment());
        run.levers().forEach(request.putArray("levers")::add);
        request.put("months", run.months());
        return request;
    }

    /** The definition of each answer by step; of each part where an answer holds several. */
    private ObjectNode definitions(Map<AnalysisStep, JsonNode> answers) {
        ObjectNode definitions = mapper.createObjectNode();
        answers.forEach((step, answer) -> {
            if (answer.has("definition")) {
                definitions.set(step.wireName(), answer.get("definition"));
                return;
            }
            ObjectNode parts = definitions.putObject(step.wireName());
            answer.properties().stream()
                    .filter(part -> part.getValue().has("definition"))
                    .forEach(part -> parts.set(part.getKey(), part.getValue().get("definition")));
        });
        return definitions;
    }

    private void write(String name, JsonNode content, BundleDraft draft) throws IOException {
        draft.text(name, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    }
}
