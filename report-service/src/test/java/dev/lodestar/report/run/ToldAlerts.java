package dev.lodestar.report.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.testkit.devstack.Tokens;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;

/** What comes of rules and runs, as people see it over HTTP and receivers get it; waits for it for a bounded time. */
final class ToldAlerts {
    static final String RULES = "/api/v1/alerts/rules";

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private ToldAlerts() {}

    /** Address of the receiver, {@code secure} or {@code plain}. */
    static String receiver(String kind) {
        return ConfigProvider.getConfig().getValue("test.receiver." + kind, String.class);
    }

    static String analyst(String body) {
        return given().header("Authorization", Tokens.bearer("alice", "analyst", "viewer"))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/analysis/run")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    static void judged(JsonPath rule, UUID run, String outcome) {
        JsonPath seen = until(
                "the rule is held against the run",
                () -> given().header("Authorization", operator())
                        .get(RULES + "/" + rule.getString("id"))
                        .jsonPath(),
                now -> run.toString().equals(now.getString("last_judgement.run_id")));
        assertThat(seen.getString("last_judgement.outcome")).as(seen.prettify()).isEqualTo(outcome);
    }

    /** The rule's only alert, once so many of its notifications are delivered. */
    static JsonPath delivered(JsonPath rule, int notifications) {
        JsonPath alert = ended(rule, notifications);
        assertThat(alert.getList("deliveries.state")).containsOnly("delivered");
        return alert;
    }

    static JsonPath ended(JsonPath rule, int notifications) {
        return until("notifications have ended", () -> page(rule), page -> haveEnded(page, notifications))
                .setRootPath("alerts[0]");
    }

    static boolean haveEnded(JsonPath page, int notifications) {
        if (page.getList("alerts").isEmpty()) {
            return false;
        }
        List<Object> states = page.getList("alerts[0].deliveries.state");
        return states.size() == notifications && !states.contains("pending");
    }

    static List<Map<String, Object>> alerts(JsonPath rule) {
        return page(rule).getList("alerts");
    }

    static JsonPath page(JsonPath rule) {
        return given().header("Authorization", Tokens.bearer("victor", "viewer"))
                .get("/api/v1/alerts?rule=" + rule.getString("id"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static List<Map<String, Object>> received(String path, int atLeast) {
        return until(
                "it is received",
                () -> given().get(receiver("plain") + "/received" + path)
                        .jsonPath()
                        .<Map<String, Object>>getList("$"),
                requests -> requests.size() >= atLeast);
    }

    static String operator() {
        return Tokens.bearer("olga", "operator", "viewer");
    }

    static <T> T until(String what, Supplier<T> look, Predicate<T> holds) {
        Instant limit = Instant.now().plus(LIMIT);
        while (Instant.now().isBefore(limit)) {
            T seen = look.get();
            if (holds.test(seen)) {
                return seen;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("not in time: " + what);
    }
}
