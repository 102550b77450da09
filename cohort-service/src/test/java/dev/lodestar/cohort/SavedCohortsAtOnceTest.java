package dev.lodestar.cohort;

import static dev.lodestar.cohort.ServiceCalls.delete;
import static dev.lodestar.cohort.ServiceCalls.get;
import static dev.lodestar.cohort.ServiceCalls.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.testkit.devstack.AtOnce;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Thirty cohorts may be saved in the tests. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class SavedCohortsAtOnceTest {
    private static final String SAVED = "/api/v1/cohorts/saved";

    @Test
    void of_cohorts_saved_at_once_no_more_are_kept_than_the_limit() throws Exception {
        List<String> made = new ArrayList<>();
        for (int i = 0;
                get(SAVED + "?limit=100")
                                .extract()
                                .jsonPath()
                                .getList("cohorts")
                                .size()
                        < 29;
                i++) {
            made.add(filler(i).path("id"));
        }
        List<Callable<ExtractableResponse<Response>>> calls = IntStream.range(100, 104)
                .<Callable<ExtractableResponse<Response>>>mapToObj(i -> () -> filler(i))
                .toList();

        List<ExtractableResponse<Response>> answers = AtOnce.adding("saved_cohort", calls);

        answers.stream().filter(answer -> answer.statusCode() == 201).forEach(answer -> made.add(answer.path("id")));
        made.forEach(id -> delete(SAVED + "/" + id).statusCode(204));
        assertThat(answers).extracting(ExtractableResponse::statusCode).containsExactlyInAnyOrder(201, 409, 409, 409);
    }

    private static ExtractableResponse<Response> filler(int i) {
        return post(SAVED, "{\"name\": \"at once " + i + "\", \"users\": [\"" + new UUID(1, i) + "\"]}")
                .extract();
    }
}
