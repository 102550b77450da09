package dev.lodestar.launcher.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.launcher.suite.Endpoints;
import dev.lodestar.launcher.suite.LaunchException;
import dev.lodestar.launcher.suite.Progress;
import java.io.FileNotFoundException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Loads a data set through the gateway's import API and waits until every row can be queried. */
public final class DataLoad {
    private static final Duration QUERYABLE_LIMIT = Duration.ofMinutes(60);

    private final ApiClient api;
    private final Progress progress;

    public DataLoad(HttpClient client, Endpoints endpoints, Progress progress) {
        this.api = new ApiClient(client, endpoints, "ingest");
        this.progress = progress;
    }

    /** Returns whether every row was accepted. */
    public boolean load(DataFiles data) {
        Instant begun = Instant.now();
        List<String> imports = new ArrayList<>();
        boolean whole = true;
        for (Map.Entry<String, Path> file : data.byKind().entrySet()) {
            JsonNode accepted = upload(file.getKey(), file.getValue());
            imports.add(accepted.path("import_id").asText());
            whole &= accepted.path("quarantined").asLong() == 0;
        }
        long rows = 0;
        for (String id : imports) {
            rows += awaitQueryable(id);
        }
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1_000.0;
        progress.say(String.format(
                Locale.ROOT, "all rows can be queried: %,d in %.1f s, %,.0f rows/s", rows, seconds, rows / seconds));
        return whole;
    }

    private JsonNode upload(String kind, Path file) {
        try {
            JsonNode accepted = api.upload("imports/" + kind, "text/csv", HttpRequest.BodyPublishers.ofFile(file));
            progress.say(String.format(
                    Locale.ROOT,
                    "%s: %,d rows read, %,d accepted, %,d quarantined",
                    kind,
                    accepted.path("rows_read").asLong(),
                    accepted.path("accepted").asLong(),
                    accepted.path("quarantined").asLong()));
            return accepted;
        } catch (FileNotFoundException e) {
            throw new LaunchException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private long awaitQueryable(String id) {
        Instant limit = Instant.now().plus(QUERYABLE_LIMIT);
        JsonNode state = api.get("imports/" + id);
        while (!state.path("queryable").asBoolean()) {
            if (state.path("state").asText().equals("failed")) {
                throw new LaunchException("The import " + id + " failed: "
                        + state.path("failure").path("detail").asText());
            }
            if (Instant.now().isAfter(limit)) {
                throw new LaunchException("The import " + id + " did not become queryable within "
                        + QUERYABLE_LIMIT.toMinutes() + " minutes.");
            }
            Waiting.briefly();
            state = api.get("imports/" + id);
        }
        return state.path("rows_read").asLong();
    }
}
