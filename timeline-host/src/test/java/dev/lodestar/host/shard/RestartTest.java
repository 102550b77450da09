package dev.lodestar.host.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.SnapshotPosition;
import dev.lodestar.engine.timeline.TimelineShard;
import dev.lodestar.engine.timeline.TimelineSnapshot;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.launcher.embedded.KafkaTopics;
import dev.lodestar.testkit.devstack.DevStack;
import dev.lodestar.testkit.timeline.TestTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int USERS = 100;
    private static final int PORT = 1;
    private static final Instant SIGNUP = Instant.parse("2024-01-05T00:00:00Z");

    @Test
    void a_restarted_replica_replays_only_the_tail_and_answers_only_when_it_has_all_of_it(@TempDir Path directory)
            throws Exception {
        String prefix = "restart-" + UUID.randomUUID() + ".";
        KafkaTopics.create(DevStack.shared().bootstrapServers(), prefix);
        try (TestTopics topics = new TestTopics(DevStack.shared().bootstrapServers(), prefix)) {
            write(topics, "run-1");
            try (TestReplica before = new TestReplica(prefix, PORT, 0, directory)) {
                await(() -> events(before.shards().latest()) == USERS
                        && before.shards().atBarrier("run-1").size() == KafkaTopics.TIMELINE_PARTITIONS);
            }
            topics.event(UUID.randomUUID(), "page_created", SIGNUP);
            try (TestReplica after = new TestReplica(prefix, PORT, 0, directory)) {
                assertThat(events(whole(after))).isEqualTo(USERS + 1);
                await(() -> after.shards().atBarrier("run-1").size() == KafkaTopics.TIMELINE_PARTITIONS);
                assertThat(after.shards().snapshotCounts().replayed().get())
                        .as("the barriers, which snapshots stay before, and not the %d records before them", 2 * USERS)
                        .isBetween((long) KafkaTopics.TIMELINE_PARTITIONS, (long) USERS);
                assertThat(after.shards().snapshotCounts().refused()).hasValue(0);
                await(() -> unreadable(after) == 1);
            }
        }
    }

    @Test
    void a_replica_whose_snapshots_are_damaged_says_so_and_replays_the_whole_log(@TempDir Path directory)
            throws Exception {
        String prefix = "damaged-" + UUID.randomUUID() + ".";
        KafkaTopics.create(DevStack.shared().bootstrapServers(), prefix);
        try (TestTopics topics = new TestTopics(DevStack.shared().bootstrapServers(), prefix)) {
            write(topics, "run-1");
            try (TestReplica before = new TestReplica(prefix, PORT, 0, directory)) {
                await(() -> events(before.shards().latest()) == USERS);
            }
            int damaged = 0;
            for (Path snapshot : snapshots(directory)) {
                byte[] bytes = Files.readAllBytes(snapshot);
                bytes[bytes.length / 2] ^= 1;
                Files.write(snapshot, bytes);
                damaged++;
            }
            assertThat(damaged).isPositive();
            try (TestReplica after = new TestReplica(prefix, PORT, 0, directory)) {
                assertThat(events(whole(after))).isEqualTo(USERS);
                assertThat(after.shards().snapshotCounts().refused()).hasValue(damaged);
            }
        }
    }

    @Test
    void a_replica_whose_log_has_lost_its_end_and_grown_again_says_so_and_replays_the_whole_log(@TempDir Path directory)
            throws Exception {
        String prefix = "regrown-" + UUID.randomUUID() + ".";
        KafkaTopics.create(DevStack.shared().bootstrapServers(), prefix);
        try (TestTopics topics = new TestTopics(DevStack.shared().bootstrapServers(), prefix)) {
            write(topics, "run-1");
            try (TestReplica before = new TestReplica(prefix, PORT, 0, directory)) {
                await(() -> events(before.shards().latest()) == USERS);
            }
            LogIdentity log = log(prefix + "timeline.v1");
            List<Path> snapshots = snapshots(directory);
            for (Path snapshot : snapshots) {
                String task = Objects.requireNonNull(snapshot.getParent())
                        .getFileName()
                        .toString();
                Files.delete(snapshot);
                ofALogThatWasLost(log.recordsOf(Integer.parseInt(task.substring(task.indexOf('_') + 1))), snapshot);
            }
            assertThat(snapshots).isNotEmpty();
            try (TestReplica after = new TestReplica(prefix, PORT, 0, directory)) {
                assertThat(events(whole(after))).isEqualTo(USERS);
                assertThat(after.shards().snapshotCounts().refused()).hasValue(snapshots.size());
            }
        }
    }

    /** A snapshot up to the partition's first record, from when that was an event of a user whom the log no longer knows. */
    private static void ofALogThatWasLost(String records, Path file) throws IOException {
        byte[] key = new byte[1];
        TimelineShard shard = new TimelineShard(ProjectCalendar.UTC, EventPlan.standard());
        shard.apply(new EventArrived(UUID.randomUUID(), "lost", "page_created", 0, 0, 0, Map.of()), 0);
        new TimelineSnapshot(records, ProjectCalendar.UTC, EventPlan.standard())
                .write(
                        file,
                        shard.view(),
                        new SnapshotPosition(0, 0, new LogRecord(null, key, key, 0, 0).fingerprint()));
    }

    private static LogIdentity log(String topic) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", DevStack.shared().bootstrapServers()))) {
            TopicDescription found = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next();
            return new LogIdentity(topic, found.topicId(), found.partitions().size());
        }
    }

    @Test
    void an_erased_user_stays_erased_after_a_restart_and_leaves_nothing_in_the_files(@TempDir Path directory)
            throws Exception {
        String prefix = "erased-" + UUID.randomUUID() + ".";
        KafkaTopics.create(DevStack.shared().bootstrapServers(), prefix);
        UUID erased = UUID.randomUUID();
        String city = "Kleinkleckersdorf";
        try (TestTopics topics = new TestTopics(DevStack.shared().bootstrapServers(), prefix)) {
            topics.profile(erased, SIGNUP, Map.of("city", city));
            topics.event(erased, "page_created", SIGNUP);
            write(topics, "run-1");
            try (TestReplica before = new TestReplica(prefix, PORT, 0, directory)) {
                await(() -> events(before.shards().latest()) == USERS + 1
                        && events(before.shards().atBarrier("run-1")) == USERS + 1);
                topics.erasure(UUID.randomUUID(), erased);
                await(() -> events(before.shards().latest()) == USERS);
                assertThat(events(before.shards().atBarrier("run-1")))
                        .as("events in the views pinned by the run")
                        .isEqualTo(USERS);
            }
            for (Path snapshot : snapshots(directory)) {
                assertThat(new String(Files.readAllBytes(snapshot), StandardCharsets.ISO_8859_1))
                        .doesNotContain(city);
            }
            try (TestReplica after = new TestReplica(prefix, PORT, 0, directory)) {
                assertThat(events(whole(after))).isEqualTo(USERS);
            }
        }
    }

    @Test
    void views_of_a_run_are_let_go_when_their_time_is_over_also_while_no_record_comes(@TempDir Path directory)
            throws Exception {
        String prefix = "over-" + UUID.randomUUID() + ".";
        KafkaTopics.create(DevStack.shared().bootstrapServers(), prefix);
        try (TestTopics topics = new TestTopics(DevStack.shared().bootstrapServers(), prefix);
                TestReplica replica = new TestReplica(prefix, PORT, 0, directory, "3s")) {
            Map<Integer, Long> barrier = topics.barrier("run-1");
            await(() -> replica.shards().statuses().stream()
                            .filter(shard -> shard.offset() >= barrier.getOrDefault(shard.partition(), Long.MAX_VALUE))
                            .count()
                    == barrier.size());

            await(() -> replica.shards().atBarrier("run-1").isEmpty());
        }
    }

    private static List<Path> snapshots(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith(ShardSnapshots.FILE)).toList();
        }
    }

    private static void write(TestTopics topics, String runId) {
        for (int i = 0; i < USERS; i++) {
            UUID user = UUID.randomUUID();
            topics.profile(user, SIGNUP, Map.of("segment", "individual"));
            topics.event(user, "page_created", SIGNUP.plusSeconds(60));
        }
        topics.timelineBytes("event", new byte[3], "no key of ours".getBytes(StandardCharsets.UTF_8));
        topics.barrier(runId);
    }

    /** The first answer that all partitions take part in; while the group is still sharing them out some may be missing again. */
    private static Map<Integer, ShardView> whole(TestReplica replica) {
        Map<Integer, ShardView> views = new TreeMap<>();
        await(() -> {
            views.clear();
            views.putAll(replica.shards().latest());
            return views.size() == KafkaTopics.TIMELINE_PARTITIONS;
        });
        return views;
    }

    private static long events(Map<Integer, ShardView> views) {
        return views.values().stream()
                .map(ShardView::view)
                .mapToLong(TimelineView::eventCount)
                .sum();
    }

    private static long unreadable(TestReplica replica) {
        return replica.shards().statuses().stream()
                .mapToLong(ShardStatus::unreadable)
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
