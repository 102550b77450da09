package dev.lodestar.report.schedule;

import static io.restassured.RestAssured.given;

import dev.lodestar.testkit.devstack.Tokens;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;

/** Schedules as an operator handles them. */
final class Schedules {
    static final String PATH = "/api/v1/schedules";
    static final Duration LIMIT = Duration.ofSeconds(30);

    private Schedules() {}

    static RequestSpecification operator() {
        return given().header("Authorization", Tokens.bearer("sub-of-olga", "operator"))
                .contentType("application/json");
    }

    static JsonPath created(String body) {
        return operator().body(body).post(PATH).then().statusCode(201).extract().jsonPath();
    }

    static JsonPath read(String id) {
        return operator().get(PATH + "/" + id).then().statusCode(200).extract().jsonPath();
    }

    static void deleteAll(Pool database) {
        database.query("delete from schedule").execute().await().atMost(LIMIT);
    }
}
