package dev.lodestar.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.contracts.erasure.ErasureCommand;
import dev.lodestar.contracts.erasure.ErasurePhase;
import dev.lodestar.contracts.erasure.ErasureResult;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.timeline.TestTopics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** What it writes it erases, so that no other test counts it. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class ErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant SIGNUP = Instant.parse("2016-03-01T09:00:00Z");

    @Test
    void a_user_is_counted_before_the_erasure_and_gone_after_its_place_in_the_log() {
        UUID erased = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        try (TestTopics topics = new TestTopics(
                ServiceCalls.setting("kafka.bootstrap.servers"), ServiceCalls.setting("lodestar.topics.prefix"))) {
            write(topics, erased);
            write(topics, other);
            ServiceCalls.await(
                    "both users are there", () -> count(topics, erased).equals(of(1, 2)));

            UUID id = UUID.randomUUID();
            RecordMetadata place = topics.erasure(id, erased);
            ErasureResult left = topics.ask(
                    new ErasureCommand(id, erased, ErasurePhase.VERIFY, place.partition(), place.offset() + 1),
                    "metrics-service",
                    PATIENCE);

            assertThat(left.rows()).isEqualTo(of(0, 0));
            assertThat(left.endOffset()).isEqualTo(place.offset() + 1);
            ServiceCalls.await(
                    "the other user is still there", () -> count(topics, other).equals(of(1, 2)));
            topics.erasure(UUID.randomUUID(), other);
            ServiceCalls.await(
                    "nothing is left for other tests to count",
                    () -> count(topics, other).equals(of(0, 0)));
        }
    }

    private static void write(TestTopics topics, UUID user) {
        topics.profile(user, SIGNUP, Map.of());
        topics.event(user, "page_created", SIGNUP.plusSeconds(60));
        topics.event(user, "page_viewed", SIGNUP.plusSeconds(90));
    }

    private static Map<String, Long> count(TestTopics topics, UUID user) {
        return topics.ask(
                        new ErasureCommand(UUID.randomUUID(), user, ErasurePhase.COUNT, 0, 0),
                        "metrics-service",
                        PATIENCE)
                .rows();
    }

    private static Map<String, Long> of(long users, long events) {
        return Map.of("timeline_users", users, "timeline_events", events);
    }
}
