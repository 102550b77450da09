package dev.lodestar.growth.lever;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.growth.edge.Upstream;
import dev.lodestar.growth.lever.domain.Levers;
import dev.lodestar.testkit.devstack.AtOnce;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Upstream.class, scope = TestResourceScope.GLOBAL)
class LeversAtOnceTest {
    @Inject
    Pool database;

    @AfterEach
    void clear() {
        database.query("delete from lever where name like 'at_once_%'")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    @Test
    void of_levers_put_at_once_no_more_are_kept_than_a_project_may_have() throws Exception {
        for (int i = 0; levers() < Levers.MAX_LEVERS - 1; i++) {
            assertThat(put("at_once_" + i)).isEqualTo(200);
        }
        List<Callable<Integer>> calls = IntStream.range(100, 104)
                .<Callable<Integer>>mapToObj(i -> () -> put("at_once_" + i))
                .toList();

        assertThat(AtOnce.adding("lever", calls)).containsExactlyInAnyOrder(200, 409, 409, 409);

        assertThat(levers()).isEqualTo(Levers.MAX_LEVERS);
        assertThat(put("at_once_0")).as("one that is there already").isEqualTo(200);
    }

    private static int put(String name) {
        return given().header("Authorization", Tokens.bearer("otto", "operator"))
                .contentType("application/json")
                .body(
                        "{\"target_stage\":\"engagement\",\"expected_lift\":0.05,\"confidence\":\"low\",\"cost\":1,\"effort_person_months\":1,\"ramp_months\":1}")
                .put("/api/v1/growth/levers/" + name)
                .statusCode();
    }

    private static int levers() {
        return given().header("Authorization", Tokens.bearer("ana", "viewer"))
                .get("/api/v1/growth/levers")
                .jsonPath()
                .getList("levers")
                .size();
    }
}
