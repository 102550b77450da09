package dev.lodestar.ingest.quality;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.ingest.Await;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class QualityMetersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How exactly the answer is read here. */
    private static final double FLOAT = 1e-6;

    @Inject
    @SuppressWarnings("NullAway.Init")
    QualityMeters meters;

    @Inject
    @SuppressWarnings("NullAway.Init")
    MeterRegistry registry;

    @Test
    void the_score_of_the_day_is_what_quality_says_of_it() {
        given().header("Authorization", Tokens.bearer("m", "ingest"))
                .contentType("application/json")
                .body("[{\"user_id\":\"u\",\"event_type\":\"nonsense\",\"timestamp\":\"2026-01-01T00:00:00Z\"}]")
                .post("/api/v1/events")
                .then()
                .statusCode(202);

        Await.until(
                () -> {
                    meters.read().await().atMost(PATIENCE);
                    return Math.abs(score("events") - reported());
                },
                apart -> apart < FLOAT);
        assertThat(score("events")).isBetween(0.0, 0.9999);
    }

    private static double reported() {
        return given().header("Authorization", Tokens.bearer("v", "viewer"))
                .get("/api/v1/quality")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getDouble("days.findAll { it.data_set == 'events' }.max { it.date }.score");
    }

    private double score(String dataSet) {
        return registry.get("lodestar.ingest.quality.score")
                .tag("data_set", dataSet)
                .gauge()
                .value();
    }
}
