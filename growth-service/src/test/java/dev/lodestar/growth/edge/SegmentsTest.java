package dev.lodestar.growth.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What growth tells those whose token holds them to segments does not depend on anybody else: it stays the same to the last digit when the figures of all others become other ones,
 * so no difference between two answers tells of them.
 */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Upstream.class, scope = TestResourceScope.GLOBAL)
class SegmentsTest {
    private static final String FREE = Tokens.bearer("fritz", Roles.VIEWER);
    private static final String HELD = Tokens.bearer("hilda", Map.of("segments", List.of("north")), Roles.VIEWER);
    private static final int AT_ONCE = 4;
    private static final int ROUNDS = 24;

    private final ObjectMapper json = new ObjectMapper();

    @AfterEach
    void everybody_is_as_recorded() {
        Upstream.everybodyTimes(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/levers",
                "/levers?months=6",
                "/projections?levers=seo_content,template_discovery&months=6",
                "/sensitivity",
                "/sensitivity?lever=viral_sharing",
                "/unit-economics"
            })
    void an_answer_to_who_is_held_to_segments_depends_on_nobody_else(String question) throws JsonProcessingException {
        JsonNode free = figures(asked(question, FREE, "application/json"));
        JsonNode held = figures(asked(question, HELD, "application/json"));
        String table = asked(question, HELD, "text/csv").asString();

        Upstream.everybodyTimes(7);

        assertThat(figures(asked(question, FREE, "application/json"))).isNotEqualTo(free);
        assertThat(figures(asked(question, HELD, "application/json")))
                .isEqualTo(held)
                .isNotEqualTo(free);
        assertThat(asked(question, HELD, "text/csv").asString()).isEqualTo(table);
    }

    /** Nothing is kept between two callers that one of them could get of the other. */
    @ParameterizedTest
    @ValueSource(strings = {"/levers", "/unit-economics"})
    void answers_to_both_at_the_same_time_do_not_mix(String question) throws JsonProcessingException {
        JsonNode free = figures(asked(question, FREE, "application/json"));
        JsonNode held = figures(asked(question, HELD, "application/json"));

        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<CompletableFuture<ExtractableResponse<Response>>> answers = IntStream.range(0, ROUNDS)
                    .mapToObj(round -> CompletableFuture.supplyAsync(
                            () -> asked(question, round % 2 == 0 ? FREE : HELD, "application/json"), callers))
                    .toList();
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(figures(answers.get(round).join())).isEqualTo(round % 2 == 0 ? free : held);
            }
        }
    }

    /** "Not modified" would say that the answer to everybody has not changed since. */
    @ParameterizedTest
    @ValueSource(strings = {"/levers", "/projections?levers=seo_content", "/sensitivity", "/unit-economics"})
    void the_tag_of_somebody_elses_answer_is_not_this_callers(String question) {
        String tag = asked(question, FREE, "application/json").header("ETag");

        assertThat(conditional(question, tag, FREE)).isEqualTo(304);
        assertThat(conditional(question, tag, HELD)).isEqualTo(200);
    }

    private static int conditional(String question, String tag, String authorization) {
        return given().header("Authorization", authorization)
                .header("If-None-Match", tag)
                .accept("application/json")
                .get("/api/v1/growth" + question)
                .statusCode();
    }

    private static ExtractableResponse<Response> asked(String question, String authorization, String type) {
        return given().header("Authorization", authorization)
                .accept(type)
                .get("/api/v1/growth" + question)
                .then()
                .statusCode(200)
                .extract();
    }

    private JsonNode figures(ExtractableResponse<Response> answer) throws JsonProcessingException {
        ObjectNode body = (ObjectNode) json.readTree(answer.asString());
        return body.without("computed_at");
    }
}
