package dev.lodestar.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import dev.lodestar.gateway.routing.Target;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class OutageTest {
    private final String key = UUID.randomUUID().toString();

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = FakeServices.ADDRESS)
    URI services;

    @ConfigProperty(name = FakeServices.DEAD_PORT)
    int deadPort;

    @Inject
    MeterRegistry meters;

    @Inject
    Outages outages;

    @ParameterizedTest
    @ValueSource(strings = {"closed", "stopping"})
    void a_question_that_meets_a_service_at_its_end_is_asked_again(String first) {
        double before = repeats(Target.METRICS);

        as(Roles.VIEWER)
                .queryParam("first", first)
                .get("/api/v1/metrics/summary")
                .then()
                .statusCode(200)
                .body("method", equalTo("GET"))
                .body("bytes", equalTo(0));

        assertThat(asked()).isEqualTo(2);
        assertThat(repeats(Target.METRICS)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "stopping"})
    void what_a_service_may_have_begun_is_not_sent_twice(String first) {
        as(Roles.ANALYST)
                .contentType(ContentType.JSON)
                .body("{}")
                .queryParam("first", first)
                .post("/api/v1/cohorts/retention/query")
                .then()
                .statusCode(503);

        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void a_service_that_takes_longer_than_its_route_allows_is_named_and_not_asked_again() {
        as(Roles.INGEST)
                .contentType(ContentType.JSON)
                .body("[]")
                .queryParam("first", "silent")
                .post("/api/v1/events")
                .then()
                .statusCode(503)
                .body("code", equalTo("service_timeout"))
                .body("detail", equalTo("ingest-service did not answer in time"));

        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void a_services_own_refusal_is_passed_on() {
        as(Roles.VIEWER)
                .queryParam("first", "refused")
                .get("/api/v1/metrics/summary")
                .then()
                .statusCode(503)
                .body("code", equalTo("refused"));

        assertThat(asked()).isEqualTo(1);
    }

    /** Repeated where the machine was so busy that the service did not come back in time. */
    @Test
    void a_call_that_never_left_waits_until_the_service_is_back_whatever_it_asks_for() throws Exception {
        int status = 503;
        for (int attempt = 0; attempt < 5 && status == 503; attempt++) {
            outages.over(Target.GROWTH);
            double before = repeats(Target.GROWTH);
            CompletableFuture<Integer> call = CompletableFuture.supplyAsync(() -> as(Roles.OPERATOR)
                    .contentType(ContentType.JSON)
                    .body("{\"effect\":1}")
                    .put("/api/v1/growth/levers/price")
                    .statusCode());
            while (repeats(Target.GROWTH) == before && !call.isDone()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            HttpServer back = back();
            try {
                status = call.get(60, TimeUnit.SECONDS);
            } finally {
                back.stop(0);
            }
        }

        assertThat(status).isEqualTo(200);
    }

    private HttpServer back() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), deadPort), 0);
        server.createContext("/", exchange -> {
            int length = exchange.getRequestBody().readAllBytes().length;
            exchange.sendResponseHeaders(length == 12 ? 200 : 400, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private double repeats(Target target) {
        return meters.counter("lodestar.gateway.repeats", "target", target.service())
                .count();
    }

    private RequestSpecification as(String... roles) {
        return given().header("Authorization", Tokens.bearer("alice", roles)).queryParam("key", key);
    }

    private int asked() {
        return Integer.parseInt(given().baseUri(services.toString())
                .queryParam("key", key)
                .get("/asked")
                .asString());
    }
}
