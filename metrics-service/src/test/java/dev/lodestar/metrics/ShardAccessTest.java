package dev.lodestar.metrics;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.not;

import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is answered by the addresses between replicas, past the gateway. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class ShardAccessTest {
    /** January's totals of everybody, as a replica asks another for them. */
    private static final String TALLIES_OF_ALL = """
            {"answerId": "direct", "runId": null, "cut": null, "partitions": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], "standby": false,
             "query": {"query": "TotalsQuery", "range": {"from": 19723, "to": 19754}, "filters": {"allowed": {}, "criteria": []}}}
            """;

    private static final String ACTIVATION_USERS = "/internal/v1/activation-users/0?end=20000&activity=true";
    private static final String REPLICA = Tokens.bearer("service", "replica");

    @BeforeAll
    static void until_shards_are_held() {
        RestAssured.port = Integer.parseInt(ServiceCalls.setting("quarkus.http.test-port"));
        ServiceCalls.await(
                "shards are held",
                () -> !ask(REPLICA, null).jsonPath().getList("tallies").isEmpty());
    }

    @Test
    void shards_answer_the_replicas_own_client_and_nobody_who_reaches_them_directly() {
        for (String role : List.of("viewer", "analyst", "operator", "privacy", "auditor", "ingest", "admin")) {
            String somebody = Tokens.bearer("somebody", role);
            ask(somebody, null).then().statusCode(403);
            ask(somebody, Tokens.of("service", "replica")).then().statusCode(403);
            given().header("Authorization", somebody)
                    .get(ACTIVATION_USERS)
                    .then()
                    .statusCode(403);
        }
        given().contentType("application/json")
                .body(TALLIES_OF_ALL)
                .post("/internal/v1/tallies")
                .then()
                .statusCode(401);
    }

    @Test
    void a_caller_for_whom_a_replica_asks_is_held_to_what_the_own_token_says() {
        ask(REPLICA, Tokens.of("somebody", "viewer")).then().statusCode(200).body("tallies", not(empty()));
        ask(REPLICA, Tokens.of("somebody", "admin")).then().statusCode(200);
        ask(REPLICA, Tokens.of("machine", "ingest")).then().statusCode(403);
        ask(REPLICA, Tokens.of("somebody", "viewer") + "A").then().statusCode(401);
        ask(REPLICA, "nonsense").then().statusCode(401);
        String held = Tokens.bearer("held", Map.of("segments", List.of("enterprise")), "viewer");
        ask(REPLICA, held.substring("Bearer ".length()))
                .then()
                .statusCode(403)
                .body("detail", containsString("outside of the segments"));
    }

    @Test
    void rows_of_single_users_need_a_caller_who_is_an_analyst() {
        given().header("Authorization", REPLICA).get(ACTIVATION_USERS).then().statusCode(200);
        rowsFor(Tokens.of("somebody", "analyst")).then().statusCode(200);
        rowsFor(Tokens.of("somebody", "viewer")).then().statusCode(403);
    }

    private static Response rowsFor(String caller) {
        return given().header("Authorization", REPLICA)
                .header("Lodestar-Caller", caller)
                .get(ACTIVATION_USERS);
    }

    private static Response ask(String authorization, @Nullable String caller) {
        RequestSpecification request = given().header("Authorization", authorization)
                .contentType("application/json")
                .body(TALLIES_OF_ALL);
        return (caller == null ? request : request.header("Lodestar-Caller", caller)).post("/internal/v1/tallies");
    }
}
