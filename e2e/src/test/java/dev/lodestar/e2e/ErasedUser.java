package dev.lodestar.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One of the users of a directory of CSV files, on the way out through the gateway. */
final class ErasedUser {
    private final Lodestar lodestar;
    private final Map<String, String> profile;
    private final List<Map<String, String>> events;
    private final String pseudonym;

    private ErasedUser(Lodestar lodestar, Map<String, String> profile, List<Map<String, String>> events) {
        this.lodestar = lodestar;
        this.profile = profile;
        this.events = events;
        this.pseudonym = Objects.requireNonNull(export().getString("pseudonym"));
    }

    /** The first who did something more than once. */
    static ErasedUser of(Path directory, Lodestar lodestar) {
        List<Map<String, String>> events =
                CsvFile.read(directory.resolve("user_events.csv")).rows();
        for (Map<String, String> profile :
                CsvFile.read(directory.resolve("user_profiles.csv")).rows()) {
            List<Map<String, String>> own = events.stream()
                    .filter(event -> Objects.equals(event.get("user_id"), profile.get("user_id")))
                    .toList();
            if (own.size() > 1) {
                return new ErasedUser(lodestar, profile, own);
            }
        }
        throw new AssertionError("nobody did anything");
    }

    String id() {
        return Objects.requireNonNull(profile.get("user_id"));
    }

    String pseudonym() {
        return pseudonym;
    }

    /** Rows in the warehouse: the events and the profile. */
    long rows() {
        return events.size() + 1L;
    }

    void assertExported() {
        JsonPath export = export();
        assertThat(export.getString("user_id")).isEqualTo(id());
        assertThat(export.getString("profile.segment")).isEqualTo(profile.get("segment"));
        assertThat(export.getString("profile.channel")).isEqualTo(profile.get("channel"));
        assertThat(export.getList("events.event_type", String.class))
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(event -> event.get("event_type")).toList());
    }

    /** Erases the user and waits until every store has said 0. */
    void erase() {
        String receipt = lodestar.as("privacy")
                .delete("/users/{id}", id())
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Await.until(
                "every store has counted 0",
                () -> receipt(receipt).getString("state").equals("done"));
        JsonPath done = receipt(receipt);
        assertThat(done.getList("stores.remaining", Integer.class))
                .hasSizeGreaterThan(8)
                .containsOnly(0);
        for (String service : List.of("metrics-service", "cohort-service")) {
            assertThat(done.getInt(
                            "stores.find { it.service == '" + service + "' && it.store == 'timeline_events' }.found"))
                    .as("events in " + service)
                    .isEqualTo(events.size());
        }
        assertThat(done.getInt("stores.find { it.store == 'bundle_rows' }.found"))
                .as("rows in the bundle of the first run")
                .isEqualTo(1);
        assertThat(done.prettify()).doesNotContain(id()).doesNotContain(pseudonym);
    }

    /** What comes under the id is refused and not kept. */
    void assertRefused() {
        lodestar.as("ingest")
                .contentType("application/json")
                .body("[{\"user_id\":\"" + id()
                        + "\",\"event_type\":\"page_viewed\",\"timestamp\":\"2024-01-02T00:00:00Z\"}]")
                .post("/events")
                .then()
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("results[0].code", equalTo("erased_user"));
    }

    /** Neither the export nor the audit log has anything to tell. */
    void assertForgotten() {
        lodestar.as("privacy")
                .get("/users/{id}/export", id())
                .then()
                .statusCode(200)
                .body("pseudonym", nullValue())
                .body("profile", nullValue())
                .body("events", hasSize(0))
                .body("refused_rows", hasSize(0));
        lodestar.as("auditor")
                .queryParam("limit", 200)
                .get("/audit")
                .then()
                .statusCode(200)
                .body(containsString("/api/v1/users/{user_id}"))
                .body(not(containsString(id())));
    }

    /** The bundle of the first run has lost the user's row and nothing else, and its manifest says so. */
    void assertGoneFrom(CsvFile before) throws IOException, NoSuchAlgorithmException {
        String run = lodestar.as("viewer")
                .get("/analysis/runs")
                .then()
                .statusCode(200)
                .extract()
                .path("runs[-1].id");
        byte[] table = artifact(run, "activation.csv");
        List<String> rows = new String(table, StandardCharsets.UTF_8).lines().toList();
        assertThat(rows).hasSize(before.rows().size()).noneMatch(row -> row.startsWith(pseudonym));
        JsonPath manifest = new JsonPath(new String(artifact(run, "manifest.json"), StandardCharsets.UTF_8));
        assertThat(manifest.getString("artifacts.find { it.name == 'activation.csv' }.sha256"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(table)));
    }

    private byte[] artifact(String run, String name) {
        return lodestar.as("analyst")
                .get("/analysis/runs/" + run + "/artifacts/" + name)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    private JsonPath receipt(String receipt) {
        return lodestar.as("privacy")
                .get("/erasures/{id}", receipt)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath export() {
        return lodestar.as("privacy")
                .get("/users/{id}/export", id())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
