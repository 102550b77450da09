package dev.lodestar.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.lodestar.contracts.erasure.ErasureCommand;
import dev.lodestar.contracts.erasure.ErasurePhase;
import dev.lodestar.contracts.erasure.ErasureResult;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import dev.lodestar.testkit.timeline.TestTopics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class ErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void an_erased_user_is_struck_off_the_lists_of_static_cohorts_and_the_others_stay() {
        UUID erased = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        String list = save("[\"" + erased + "\",\"" + other + "\"]");
        String alone = save("[\"" + erased + "\"]");
        String unconcerned = save("[\"" + other + "\"]");
        assertThat(listsOf(erased)).containsExactlyInAnyOrder(list, alone);
        assertThat(listsOf(other)).containsExactlyInAnyOrder(list, unconcerned);
        UUID id = UUID.randomUUID();
        try (TestTopics topics = new TestTopics(
                ServiceCalls.setting("kafka.bootstrap.servers"), ServiceCalls.setting("lodestar.topics.prefix"))) {
            ErasureResult found =
                    topics.ask(new ErasureCommand(id, erased, ErasurePhase.COUNT, 0, 0), "cohort-service", PATIENCE);
            RecordMetadata place = topics.erasure(id, erased);
            ErasureResult left = topics.ask(
                    new ErasureCommand(id, erased, ErasurePhase.VERIFY, place.partition(), place.offset() + 1),
                    "cohort-service",
                    PATIENCE);

            assertThat(found.rows()).containsEntry("saved_cohort_lists", 2L);
            assertThat(left.rows())
                    .isEqualTo(Map.of("saved_cohort_lists", 0L, "timeline_users", 0L, "timeline_events", 0L));
        }
        assertThat(listsOf(erased)).isEmpty();
        assertThat(listsOf(other)).containsExactlyInAnyOrder(list, unconcerned);
        ServiceCalls.get("/api/v1/cohorts/saved/" + list)
                .statusCode(200)
                .body("listed_users", equalTo(1))
                .body("version", equalTo(2));
        ServiceCalls.get("/api/v1/cohorts/saved/" + alone)
                .statusCode(200)
                .body("listed_users", equalTo(0))
                .body("members.users", equalTo(0));
        ServiceCalls.delete("/api/v1/cohorts/saved/" + list);
        ServiceCalls.delete("/api/v1/cohorts/saved/" + alone);
        ServiceCalls.delete("/api/v1/cohorts/saved/" + unconcerned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "analyst", "ingest", "operator", "auditor", "replica"})
    void which_lists_name_a_user_is_told_to_privacy_alone(String role) {
        ServiceCalls.get(ofUser(UUID.randomUUID()), Tokens.bearer("somebody", role))
                .statusCode(403);
    }

    private static String ofUser(UUID user) {
        return "/api/v1/users/" + user + "/lists";
    }

    private static List<String> listsOf(UUID user) {
        return ServiceCalls.get(ofUser(user), Tokens.bearer("dpo", "privacy"))
                .statusCode(200)
                .extract()
                .path("lists.id");
    }

    private static String save(String users) {
        return ServiceCalls.post(
                        "/api/v1/cohorts/saved",
                        "{\"name\":\"list " + UUID.randomUUID() + "\",\"users\":" + users + "}")
                .statusCode(201)
                .extract()
                .path("id");
    }
}
