package dev.lodestar.metrics.stickiness;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class StickinessResourceTest {
    @ParameterizedTest
    @ValueSource(strings = {"weekly", "daily", "never"})
    void a_period_is_refused_because_days_are_counted(String period) {
        given().header("Authorization", Tokens.bearer("vera", "viewer"))
                .get("/api/v1/metrics/stickiness?period=" + period)
                .then()
                .statusCode(422)
                .body("field", equalTo("period"))
                .body("expected", startsWith("nothing here"));
    }
}
