package dev.lodestar.report.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.lodestar.report.notification.Receiver;
import dev.lodestar.report.run.Peers;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules over HTTP. All are of a segment that no run has. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Receiver.class, scope = TestResourceScope.GLOBAL)
class AlertRulesTest {
    private static final String RULES = "/api/v1/alerts/rules";
    private static final String CONDITION =
            "\"condition\":{\"metric\":\"activation_rate\",\"operator\":\"lt\",\"value\":0.4}";

    @Inject
    Pool database;

    private final List<String> kept = new ArrayList<>();

    @AfterEach
    void forget() {
        kept.forEach(id -> operator().delete(RULES + "/" + id));
    }

    @Test
    void a_rule_is_kept_read_replaced_and_deleted() {
        String name = "rule " + UUID.randomUUID();
        JsonPath rule =
                kept("{\"name\":\"" + name + "\",\"kind\":\"threshold\",\"segment\":\"none\"," + CONDITION + "}");
        assertThat(rule.getString("severity")).isEqualTo("warning");
        assertThat(rule.getBoolean("enabled")).isTrue();
        assertThat(rule.getMap("condition")).hasSize(3).containsEntry("operator", "lt");
        assertThat(rule.getString("created_by")).isEqualTo("olga");
        String path = RULES + "/" + rule.getString("id");
        viewer().get(path).then().statusCode(200).body("name", equalTo(name)).body("last_judgement", nullValue());

        String replacement = "{\"name\":\"" + name
                + "\",\"kind\":\"retention_below_benchmark\",\"severity\":\"critical\",\"segment\":\"none\","
                + "\"repeat_after\":\"PT24H\",\"condition\":{\"day\":7,\"benchmark\":0.2},\"version\":1}";
        operator()
                .body(replacement)
                .put(path)
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("repeat_after", equalTo("PT24H"))
                .body("condition.basis", equalTo("interval"))
                .body("condition.minimum_users", equalTo(100));
        operator()
                .body(replacement)
                .put(path)
                .then()
                .statusCode(409)
                .body("code", equalTo("version_conflict"))
                .body("expected", equalTo("2"));

        operator().delete(path).then().statusCode(204);
        viewer().get(path).then().statusCode(404).body("code", equalTo("rule_not_found"));
        operator().delete(path).then().statusCode(404);
        operator().body(replacement).put(path).then().statusCode(404);
    }

    @Test
    void a_name_belongs_to_one_rule() {
        String body = "{\"name\":\"rule " + UUID.randomUUID() + "\",\"kind\":\"run_failed\",\"segment\":\"none\"}";
        kept(body);

        refused(body, 409).body("code", equalTo("name_taken")).body("field", equalTo("name"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"kind":"treshold"}                                                       | kind                      | did you mean threshold?
            {"kind":"threshold","severity":"criticl","condition":{}}                  | severity                  | did you mean critical?
            {"kind":"threshold","condition":{"metric":"weekly_active_user"}}          | condition.metric          | did you mean weekly_active_users?
            {"kind":"threshold","condition":{"metric":"mrr","operator":"ltt"}}        | condition.operator        | did you mean lt?
            {"kind":"threshold","condition":{"metric":"mrr","operator":"lt"}}         | condition.value           | a number
            {"kind":"threshold","condition":{"metric":"mrr","by":1}}                  | condition.by              | not in a rule of kind threshold
            {"kind":"change","condition":{"metric":"activation_rate","by":0.1}}       | condition.metric          | one of north_star
            {"kind":"change","condition":{"metric":"mrr","by":0}}                     | condition.by              | a share above 0
            {"kind":"anomaly","condition":{"metric":"mrr","periods":2}}               | condition.periods         | from 3 to 104
            {"kind":"anomaly","condition":{"metric":"mrr","minimum_periods":9}}       | condition.minimum_periods | from 3 to 8
            {"kind":"retention_below_benchmark","condition":{"day":0}}                | condition.day             | from 1 to 3660
            {"kind":"retention_below_benchmark","condition":{"day":7,"benchmark":2}}  | condition.benchmark       | at most 1
            {"kind":"run_failed","condition":{"steps":["retentoin"]}}                 | condition.steps           | did you mean retention?
            {"kind":"quality_below","condition":{"data_set":"event","score":0.9}}     | condition.data_set        | did you mean events?
            {"kind":"run_failed","repeat_after":"PT1M"}                               | repeat_after              | from PT1H
            {"kind":"run_failed","repeat_after":"1d"}                                 | repeat_after              | a duration such as PT24H
            {"kind":"run_failed","segment":""}                                        | segment                   | 1 to 256 characters
            {"kind":"run_failed","channels":[{"kind":"pigeon"}]}                      | channels[0].kind          | one of webhook, slack, mail
            {"kind":"run_failed","channels":[{"kind":"slack"}]}                       | channels[0].url           | an address such as
            {"kind":"run_failed","channels":[{"kind":"slack","url":"https://10.0.0.1/x"}]} | channels[0].url      | that is public
            {"kind":"run_failed","channels":[{"kind":"slack","url":"https://169.254.169.254/latest"}]} | channels[0].url | that is public
            {"kind":"run_failed","channels":[{"kind":"webhook","secret":"short"}]}    | channels[0].secret        | whsec_
            {"kind":"run_failed","channels":[{"kind":"mail"}]}                        | channels[0].to            | 1 to 3 recipients
            {"kind":"run_failed","channels":[{"kind":"mail","to":[]}]}                | channels[0].to            | 1 to 3 recipients
            {"kind":"run_failed","channels":[{"kind":"mail","to":["a@example.org","b@example.org","c@example.org","d@example.org"]}]} | channels[0].to | 1 to 3
            {"kind":"run_failed","channels":[{"kind":"mail","to":["a@example.org",null]}]} | channels[0].to[1]    | a plain mail address
            {"kind":"run_failed","channels":[{"kind":"mail","to":["a@example.org\\r\\nBcc: b@example.org"]}]} | channels[0].to[0] | a plain mail address
            {"kind":"run_failed","channels":[{"kind":"mail","to":["a@elsewhere.example"]}]} | channels[0].to[0]   | of an allowed domain
            {"kind":"run_failed","channels":[{"kind":"mail","to":["a@example.org"],"url":"https://example.org"}]} | channels[0] | mail with to
            {"kind":"run_failed","channels":[{"kind":"slack","to":["a@example.org"]}]} | channels[0]              | mail with to
            {"kind":"run_failed","version":1}                                         | version                   | nothing in a new rule
            """)
    void what_is_wrong_is_named_with_what_would_be_right(String body, String field, String expected) {
        String named = "{\"name\":\"refused\"," + body.substring(1);

        refused(named, 422).body("field", equalTo(field)).body("expected", containsString(expected));
    }

    @Test
    void a_name_is_needed_and_has_a_limit() {
        refused("{\"kind\":\"run_failed\"}", 422).body("field", equalTo("name"));
        refused("{\"kind\":\"run_failed\",\"name\":\"" + "x".repeat(101) + "\"}", 422)
                .body("field", equalTo("name"));
        refused("{\"kind\":\"run_failed\",\"nmae\":\"x\"}", 400).body("field", equalTo("nmae"));
    }

    @Test
    void the_address_and_the_secret_of_a_channel_are_nowhere_to_be_read() {
        String url =
                ConfigProvider.getConfig().getValue("test.receiver.secure", String.class) + "/ok/services/T0/B0/hidden";
        JsonPath rule = kept(
                "{\"name\":\"rule " + UUID.randomUUID()
                        + "\",\"kind\":\"run_failed\",\"segment\":\"none\",\"channels\":["
                        + "{\"kind\":\"webhook\",\"url\":\""
                        + url + "\"},{\"kind\":\"slack\",\"url\":\"" + url
                        + "\"},{\"kind\":\"mail\",\"to\":[\"hidden.one@example.org\",\"hidden.two@example.net\",\"hidden.one@Example.org\"]}]}");
        String secret = rule.getString("channels[0].secret");
        assertThat(secret).startsWith("whsec_");
        assertThat(rule.getString("channels[1].secret")).isNull();
        assertThat(rule.getList("channels.target"))
                .containsExactly("127.0.0.1", "127.0.0.1", "example.net, example.org");

        operator()
                .get(RULES + "/" + rule.getString("id"))
                .then()
                .statusCode(200)
                .body("channels", hasSize(3))
                .body("channels[0].secret", nullValue())
                .body(not(containsString("hidden")))
                .body(not(containsString(secret)));
        List<String> stored = new ArrayList<>();
        database.query("select sealed, shown from alert_channel")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .forEach(row -> {
                    stored.add(row.getBuffer("sealed").toString(StandardCharsets.ISO_8859_1));
                    stored.add(row.getString("shown"));
                });
        assertThat(stored).isNotEmpty().noneMatch(text -> text.contains("hidden") || text.contains("whsec_"));
    }

    @Test
    void a_channel_that_is_named_by_its_id_stays_as_it_is() {
        String url = ConfigProvider.getConfig().getValue("test.receiver.secure", String.class) + "/ok/x";
        String start = "{\"name\":\"rule " + UUID.randomUUID() + "\",\"kind\":\"run_failed\",\"segment\":\"none\",";
        JsonPath rule = kept(start + "\"channels\":[{\"kind\":\"webhook\",\"url\":\"" + url
                + "\"},{\"kind\":\"slack\",\"url\":\"" + url + "\"}]}");
        String path = RULES + "/" + rule.getString("id");
        String slack = rule.getString("channels[1].id");

        operator()
                .body(start + "\"version\":1,\"channels\":[{\"id\":\"" + slack + "\"}]}")
                .put(path)
                .then()
                .statusCode(200)
                .body("channels", hasSize(1))
                .body("channels[0].id", equalTo(slack))
                .body("channels[0].kind", equalTo("slack"));
        operator()
                .body(start + "\"version\":2,\"channels\":[{\"id\":\"" + UUID.randomUUID() + "\"}]}")
                .put(path)
                .then()
                .statusCode(422)
                .body("field", equalTo("channels[0].id"));
        operator()
                .body(start + "\"version\":2,\"channels\":[{\"id\":\"" + slack + "\",\"url\":\"" + url + "\"}]}")
                .put(path)
                .then()
                .statusCode(422)
                .body("field", equalTo("channels[0]"));
    }

    @Test
    void viewers_read_rules_and_only_operators_keep_them() {
        String body = "{\"name\":\"refused\",\"kind\":\"run_failed\"}";
        String some = RULES + "/" + UUID.randomUUID();

        viewer().body(body).post(RULES).then().statusCode(403);
        viewer().body(body).put(some).then().statusCode(403);
        viewer().delete(some).then().statusCode(403);
        viewer().get(RULES).then().statusCode(200);
        viewer().get("/api/v1/alerts").then().statusCode(200);
        given().get(RULES).then().statusCode(401);
        given().header("Authorization", Tokens.bearer("ingrid", "ingest"))
                .get("/api/v1/alerts")
                .then()
                .statusCode(403);
    }

    @Test
    void who_is_held_to_segments_sees_neither_alerts_nor_rules() {
        for (String path : List.of("/api/v1/alerts", RULES, RULES + "/" + UUID.randomUUID())) {
            given().header(
                            "Authorization",
                            Tokens.bearer("victor", Map.of("segments", List.of("smb")), "viewer", "operator"))
                    .get(path)
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("counts_everybody"));
        }
    }

    @Test
    void rules_come_a_page_at_a_time_by_name() {
        String prefix = "page " + UUID.randomUUID();
        for (String name : List.of(" b", " a", " c")) {
            kept("{\"name\":\"" + prefix + name + "\",\"kind\":\"run_failed\",\"segment\":\"none\"}");
        }
        List<String> names = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = (cursor == null ? viewer() : viewer().queryParam("cursor", cursor))
                    .queryParam("limit", 2)
                    .get(RULES)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            names.addAll(page.getList("rules.name", String.class));
            cursor = page.getString("next_cursor");
        } while (cursor != null);

        assertThat(names).isSorted().contains(prefix + " a", prefix + " b", prefix + " c");
        viewer().queryParam("limit", 101).get(RULES).then().statusCode(422).body("field", equalTo("limit"));
        viewer().queryParam("cursor", "?")
                .get("/api/v1/alerts")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_cursor"));
        viewer().queryParam("rule", "x")
                .get("/api/v1/alerts")
                .then()
                .statusCode(422)
                .body("field", equalTo("rule"));
        viewer().queryParam("state", "fireing")
                .get("/api/v1/alerts")
                .then()
                .statusCode(422)
                .body("expected", containsString("did you mean firing?"));
    }

    private JsonPath kept(String body) {
        JsonPath rule = operator()
                .body(body)
                .post(RULES)
                .then()
                .statusCode(201)
                .header("Location", startsWith("http"))
                .extract()
                .jsonPath();
        kept.add(rule.getString("id"));
        return rule;
    }

    private static ValidatableResponse refused(String body, int status) {
        return operator().body(body).post(RULES).then().statusCode(status);
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", Tokens.bearer("olga", "operator", "viewer"))
                .contentType("application/json");
    }

    private static RequestSpecification viewer() {
        return given().header("Authorization", Tokens.bearer("victor", "viewer"))
                .contentType("application/json");
    }
}
