package dev.lodestar.host.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.launcher.embedded.KafkaTopics;
import dev.lodestar.testkit.devstack.DevStack;
import dev.lodestar.testkit.timeline.TestTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int USERS = 100;
    private static final int PORT = 1;

    @Test
    void a_restarted_replica_replays_the_log_and_answers_only_when_it_has_all_of_it(@TempDir Path directory)
            throws Exception {
        String prefix = "restart-" + UUID.randomUUID() + ".";
        KafkaTopics.create(DevStack.shared().bootstrapServers(), prefix);
        try (TestTopics topics = new TestTopics(DevStack.shared().bootstrapServers(), prefix)) {
            write(topics, "run-1");
            try (TestReplica before = new TestReplica(prefix, PORT, 0, directory)) {
                await(() -> events(before) == USERS
                        && before.shards().atBarrier("run-1").size() == KafkaTopics.TIMELINE_PARTITIONS);
            }
            try (TestReplica after = new TestReplica(prefix, PORT, 0, directory)) {
                await(() -> after.shards().latest().size() == KafkaTopics.TIMELINE_PARTITIONS);

                assertThat(events(after)).isEqualTo(USERS);
                assertThat(after.shards().atBarrier("run-1")).hasSize(KafkaTopics.TIMELINE_PARTITIONS);
                assertThat(after.shards().statuses().stream()
                                .mapToLong(ShardStatus::unreadable)
                                .sum())
                        .isEqualTo(1);
            }
        }
    }

    private static void write(TestTopics topics, String runId) {
        Instant signup = Instant.parse("2024-01-05T00:00:00Z");
        for (int i = 0; i < USERS; i++) {
            UUID user = UUID.randomUUID();
            topics.profile(user, signup, Map.of("segment", "individual"));
            topics.event(user, "page_created", signup.plusSeconds(60));
        }
        topics.timelineBytes("event", new byte[3], "no key of ours".getBytes(StandardCharsets.UTF_8));
        topics.barrier(runId);
    }

    private static long events(TestReplica replica) {
        return replica.shards().latest().values().stream()
                .map(ShardView::view)
                .mapToLong(TimelineView::eventCount)
                .sum();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
