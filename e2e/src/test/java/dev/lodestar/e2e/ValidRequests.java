package dev.lodestar.e2e;

import static io.restassured.http.ContentType.JSON;

import dev.lodestar.e2e.Operations.Operation;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** For each operation a request that it takes, over objects that are made or looked up first. */
final class ValidRequests {
    private static final String COHORT = """
            {"name": "%s", "definition": {"attribute": "segment", "values": ["smb"]}}""";
    private static final String NOBODY = "fuzz-nobody";

    private static final String SCHEDULE = """
            {"name": "%s", "cron": "0 5 * * 1", "enabled": false}""";
    private static final String RULE = """
            {"name": "%s", "kind": "run_failed"}""";

    private final Map<String, Form> forms = new HashMap<>();

    /**
     * What a request says beside its method.
     *
     * @param address path and query below {@code /api/v1}
     * @param type the content type of the body
     */
    record Form(String address, String type, String body) {
        private static Form of(String address) {
            return new Form(address, "application/json", "");
        }

        private static Form json(String address, String body) {
            return new Form(address, "application/json", body);
        }
    }

    /** Makes what is needed. */
    ValidRequests(Lodestar lodestar, List<Operation> operations) {
        questions();
        data(lodestar);
        runs(lodestar);
        kept(lodestar, "analyst", "/cohorts/saved", COHORT);
        if (operations.stream()
                .anyMatch(operation -> operation.built() && operation.path().endsWith("/schedules"))) {
            kept(lodestar, "operator", "/schedules", SCHEDULE);
        }
        if (operations.stream()
                .anyMatch(operation -> operation.built() && operation.path().endsWith("/rules"))) {
            kept(lodestar, "operator", "/alerts/rules", RULE);
        }
        privacy(lodestar);
        settings(lodestar);
    }

    /** The request; that of an operation with neither parameters nor a body goes without saying, and of one that is not built there is none. */
    Form of(Operation operation) {
        String path = operation.path().substring("/api/v1".length());
        return forms.getOrDefault(operation.method() + " " + path, Form.of(path.replaceAll("\\{[^}]*}", "x")));
    }

    private void put(String method, String template, Form form) {
        forms.put(method + " " + template, form);
    }

    private void questions() {
        String funnel = """
                {"steps": [{"event": "page_created", "label": "made"}, {"events": ["content_edited"], "filters": []}], "order": "ordered",
                 "window": "14d", "entry": "best", "ties": "favourable", "grace": "0s", "from": "2024-12-01", "to": "2025-12-01",
                 "exclusions": [{"event": "plan_cancelled", "after_step": 1, "before_step": 2, "action": "remove"}],
                 "filters": {"segment": ["smb"]}, "breakdown": {"attribute": "channel"}, "time_zone": "UTC", "week_start": "monday"}""";
        put("POST", "/funnel/query", Form.json("/funnel/query", funnel.replaceFirst("\\{", "{\"sql\": \"duckdb\", ")));
        put(
                "POST",
                "/funnel/users",
                Form.json(
                        "/funnel/users?step=1",
                        "{\"steps\": [{\"event\": \"page_created\"}, {\"event\": \"content_edited\"}]}"));
        put("GET", "/funnel/users", Form.of("/funnel/users?stage=signup"));
        put("POST", "/metrics/paths", Form.json("/metrics/paths", """
                {"anchor": {"event": "page_created", "filters": []}, "direction": "after", "depth": 2, "branches": 3, "window": "7d",
                 "ignore": ["page_viewed"], "collapse_repeats": true, "filters": {"segment": ["smb"]}, "sql": "duckdb"}"""));
        put("POST", "/cohorts/retention/query", Form.json("/cohorts/retention/query", """
                {"period": "weekly", "mode": "bracket", "brackets": [0, 1, 7], "cohort_type": "first", "cohort_event": {"event": "page_created"},
                 "return_event": "any_active", "minimum_occurrences": 1, "breakdown": "segment", "max_groups": 5, "sql": "duckdb"}"""));
        put("POST", "/sql", Form.json("/sql", "{\"retention\": {\"period\": \"weekly\"}}"));
        put("GET", "/sql/{name}", Form.of("/sql/funnel_analysis"));
        put(
                "POST",
                "/cohorts/ltv/fit",
                Form.json("/cohorts/ltv/fit", "{\"model\": \"sbg\", \"cohorts\": [[1000, 869, 743, 653]]}"));
        put("GET", "/growth/sensitivity", Form.of("/growth/sensitivity?lever=seo_content"));
        put("GET", "/growth/projections", Form.of("/growth/projections?levers=seo_content"));
    }

    private void data(Lodestar lodestar) {
        put("POST", "/events", Form.json("/events", """
                [{"event_id": "fuzz-1", "user_id": "fuzz-user", "event_type": "page_viewed", "timestamp": "2024-03-01T10:00:00Z"}]"""));
        put("POST", "/profiles", Form.json("/profiles", """
                [{"user_id": "fuzz-user", "signup_date": "2024-03-01"}]"""));
        put("POST", "/acquisition", Form.json("/acquisition", """
                [{"date": "2024-03-01", "channel": "seo", "visitors": 1, "spend": 0}]"""));
        put(
                "POST",
                "/imports/{kind}",
                new Form("/imports/profiles", "text/csv", "user_id,signup_date\nfuzz-user,2024-03-01\n"));
        put("POST", "/quality/quarantine/replay", Form.json("/quality/quarantine/replay", "{\"limit\": 1}"));
        put(
                "GET",
                "/imports/{id}",
                Form.of("/imports/" + lodestar.as("ingest").get("/imports").path("imports[0].id")));
    }

    private void runs(Lodestar lodestar) {
        String run =
                "/analysis/runs/" + lodestar.as("viewer").get("/analysis/runs").path("runs[-1].id");
        put("GET", "/analysis/runs/{id}", Form.of(run));
        put("GET", "/analysis/runs/{id}/artifacts", Form.of(run + "/artifacts"));
        put("GET", "/analysis/runs/{id}/artifacts/{name}", Form.of(run + "/artifacts/manifest.json"));
        put("GET", "/analysis/runs/{id}/bundle.zip", Form.of(run + "/bundle.zip"));
        put("POST", "/analysis/run", Form.json("/analysis/run", "{\"seed\": 1, \"months\": 1}"));
    }

    /** Objects with a name and a version: one to make, one to read and replace, one to delete. */
    private void kept(Lodestar lodestar, String role, String place, String body) {
        JsonPath made = made(lodestar, role, place, body.formatted("fuzz-kept"));
        String kept = place + '/' + made.getString("id");
        String version = "{\"version\": " + made.getInt("version") + ", ";
        put("POST", place, Form.json(place, body.formatted("fuzz-made")));
        put("GET", place + "/{id}", Form.of(kept));
        put("PUT", place + "/{id}", Form.json(kept, body.formatted("fuzz-kept").replaceFirst("\\{", version)));
        JsonPath deleted = made(lodestar, role, place, body.formatted("fuzz-deleted"));
        put("DELETE", place + "/{id}", Form.of(place + '/' + deleted.getString("id")));
    }

    private static JsonPath made(Lodestar lodestar, String role, String place, String body) {
        return lodestar.as(role)
                .contentType(JSON)
                .body(body)
                .post(place)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private void privacy(Lodestar lodestar) {
        String receipt = lodestar.as("privacy")
                .delete("/users/" + NOBODY)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        put("GET", "/erasures/{id}", Form.of("/erasures/" + receipt));
        put("DELETE", "/users/{user_id}", Form.of("/users/" + NOBODY));
        put("DELETE", "/users", Form.of("/users?user_id=" + NOBODY));
        put("GET", "/users/{user_id}/export", Form.of("/users/" + NOBODY + "/export"));
        put("GET", "/users/export", Form.of("/users/export?user_id=" + NOBODY));
    }

    private void settings(Lodestar lodestar) {
        put("PUT", "/growth/levers/{name}", Form.json("/growth/levers/fuzz_lever", """
                {"target_stage": "signup", "expected_lift": 0.1, "confidence": "low", "cost": 1, "effort_person_months": 1}"""));
        put("PUT", "/assumptions", Form.json("/assumptions", """
                {"assumptions": [{"name": "k_factor", "value": 0, "source": "fuzz", "valid_from": "2020-01-01"}]}"""));
        put(
                "PUT",
                "/tracking-plan",
                Form.json(
                        "/tracking-plan",
                        lodestar.as("viewer").get("/tracking-plan").asString()));
    }
}
