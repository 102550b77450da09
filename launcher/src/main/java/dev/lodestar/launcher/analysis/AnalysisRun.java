package dev.lodestar.launcher.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.launcher.suite.Endpoints;
import dev.lodestar.launcher.suite.Json;
import dev.lodestar.launcher.suite.LaunchException;
import dev.lodestar.launcher.suite.Progress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the analysis by {@code POST /analysis/run}, with a line per finished step, and fetches the bundle. */
public final class AnalysisRun {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Set<String> FINAL = Set.of("succeeded", "failed", "skipped", "partial");

    private final ApiClient api;
    private final Progress progress;

    public AnalysisRun(HttpClient client, Endpoints endpoints, Progress progress) {
        this.api = new ApiClient(client, endpoints, "analyst");
        this.progress = progress;
    }

    /** Whether the installation holds neither users nor events yet: then what is loaded next is all that its figures cover. */
    public boolean findsNothing() {
        JsonNode summary = api.get("metrics/summary");
        return summary.path("total_users").asLong() == 0
                && summary.path("total_events").asLong() == 0;
    }

    /** The event types that are no activity, by the tracking plan in force. */
    public List<String> passiveTypes() {
        return api.get("tracking-plan").path("event_types").properties().stream()
                .filter(type -> type.getValue().path("passive").asBoolean())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Runs the analysis to its end.
     *
     * @return the run's state: succeeded, partial or failed
     */
    public Outcome run(@Nullable LocalDate from, @Nullable LocalDate to, long seed) {
        ObjectNode request = Json.MAPPER.createObjectNode().put("seed", seed);
        if (from != null) {
            request.put("from", from.toString());
        }
        if (to != null) {
            request.put("to", to.toString());
        }
        Instant begun = Instant.now();
        JsonNode run =
                api.post("analysis/run", "application/json", HttpRequest.BodyPublishers.ofString(request.toString()));
        String id = run.path("id").asText();
        Set<String> told = new HashSet<>();
        while (!FINAL.contains(run.path("state").asText())) {
            if (Duration.between(begun, Instant.now()).compareTo(LIMIT) > 0) {
                throw new LaunchException("The analysis did not end within " + LIMIT.toMinutes() + " minutes.");
            }
            Waiting.briefly();
            run = api.get("analysis/runs/" + id);
            tell(run, told);
        }
        progress.say(String.format(
                Locale.ROOT,
                "analysis %s in %.1f s",
                run.path("state").asText(),
                Duration.between(begun, Instant.now()).toMillis() / 1_000.0));
        return new Outcome(id, run.path("state").asText(), failures(run));
    }

    private void tell(JsonNode run, Set<String> told) {
        for (JsonNode step : run.path("steps")) {
            String name = step.path("step").asText();
            String state = step.path("state").asText();
            if (FINAL.contains(state) && told.add(name)) {
                String reason = step.path("reason").asText("");
                progress.say("  " + name + " " + state + (reason.isEmpty() ? "" : ": " + reason));
            }
        }
    }

    private static String failures(JsonNode run) {
        StringBuilder failures = new StringBuilder();
        run.path("missing")
                .forEach(sentence -> failures.append(sentence.asText()).append('\n'));
        return failures.toString();
    }

    /** Streams the bundle of a finished run into a file. */
    public void download(Outcome outcome, Path zip) {
        api.download("analysis/runs/" + outcome.runId() + "/bundle.zip", zip);
    }

    /**
     * How a run ended.
     *
     * @param failures a line for each step that failed and each file that could not be had; empty where there is none
     */
    public record Outcome(String runId, String state, String failures) {}
}
