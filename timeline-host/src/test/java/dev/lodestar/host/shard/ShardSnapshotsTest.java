package dev.lodestar.host.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.RunBarrier;
import dev.lodestar.engine.timeline.SnapshotPosition;
import dev.lodestar.engine.timeline.TimelineShard;
import dev.lodestar.engine.timeline.TimelineSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardSnapshotsTest {
    private static final TimelineSnapshot FORMAT =
            new TimelineSnapshot("log 0", ProjectCalendar.UTC, EventPlan.standard());
    private final SnapshotCounts counts = new SnapshotCounts();
    private final SnapshotPolicy policy = new SnapshotPolicy(
            Duration.ZERO, Duration.ofMinutes(15), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Runnable::run, counts);
    private final TimelineShard shard = new TimelineShard(ProjectCalendar.UTC, EventPlan.standard());
    private long offset = -1;

    @TempDir
    private Path directory;

    @Test
    void what_a_kill_left_between_writing_and_renaming_is_thrown_away() throws IOException {
        arrive();
        new ShardSnapshots(directory, FORMAT, counts).write(shard.view(), position(), 0);
        Files.writeString(directory.resolve(ShardSnapshots.UNFINISHED), "half a snaps");

        Optional<TimelineSnapshot.Restored> loaded = load(new ShardSnapshots(directory, FORMAT, counts));

        assertThat(loaded.orElseThrow().shard().view().eventCount()).isEqualTo(1);
        assertThat(directory.resolve(ShardSnapshots.UNFINISHED)).doesNotExist();
    }

    @Test
    void a_damaged_snapshot_is_refused_and_deleted() throws IOException {
        Files.writeString(directory.resolve(ShardSnapshots.FILE), "no snapshot");
        ShardSnapshots snapshots = new ShardSnapshots(directory, FORMAT, counts);

        assertThat(load(snapshots)).isEmpty();

        assertThat(counts.refused()).hasValue(1);
        assertThat(directory.resolve(ShardSnapshots.FILE)).doesNotExist();
    }

    @Test
    void a_snapshot_of_more_than_the_log_holds_is_refused() {
        arrive();
        new ShardSnapshots(directory, FORMAT, counts).write(shard.view(), position(), 0);

        assertThat(new ShardSnapshots(directory, FORMAT, counts).load(offset, this::record))
                .isEmpty();

        assertThat(counts.refused()).hasValue(1);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_snapshot_stays_before_the_barrier_of_a_run_that_may_be_asked_for() {
        ShardSnapshots snapshots = new ShardSnapshots(directory, FORMAT, counts);
        SnapshotSchedule schedule = new SnapshotSchedule(policy, snapshots);
        arrive();
        SnapshotPosition before = position();
        RunBarrier barrier = new RunBarrier("run", 0);
        shard.apply(barrier, ++offset);
        schedule.met(barrier, before.offset() + 1, before);
        arrive();

        schedule.offer(shard, position());

        TimelineSnapshot.Restored loaded = load(snapshots).orElseThrow();
        assertThat(loaded.position()).isEqualTo(before);
        assertThat(loaded.shard().view().eventCount()).isEqualTo(1);
    }

    @Test
    void a_snapshot_before_the_first_of_two_barriers_of_a_run_holds_what_lay_before_it() {
        ShardSnapshots snapshots = new ShardSnapshots(directory, FORMAT, counts);
        SnapshotSchedule schedule = new SnapshotSchedule(policy, snapshots);
        arrive();
        SnapshotPosition before = position();
        RunBarrier barrier = new RunBarrier("run", 0);
        shard.apply(barrier, ++offset);
        schedule.met(barrier, before.offset() + 1, before);
        arrive();
        SnapshotPosition between = position();
        shard.apply(barrier, ++offset);
        schedule.met(barrier, between.offset() + 1, between);

        schedule.offer(shard, position());

        TimelineSnapshot.Restored loaded = load(snapshots).orElseThrow();
        assertThat(loaded.position()).isEqualTo(before);
        assertThat(loaded.shard().view().eventCount()).isEqualTo(1);
    }

    @Test
    void a_snapshot_passes_the_barrier_of_a_run_that_was_long_ago() {
        ShardSnapshots snapshots = new ShardSnapshots(directory, FORMAT, counts);
        SnapshotSchedule schedule = new SnapshotSchedule(policy, snapshots);
        arrive();
        SnapshotPosition before = position();
        RunBarrier barrier = new RunBarrier("run", -Duration.ofMinutes(15).toMillis() - 1);
        shard.apply(barrier, ++offset);
        schedule.met(barrier, before.offset() + 1, before);

        schedule.offer(shard, position());

        assertThat(load(snapshots).orElseThrow().position()).isEqualTo(position());
    }

    @Test
    void an_erasure_takes_the_snapshot_from_disk_and_outdates_one_being_written() {
        ShardSnapshots snapshots = new ShardSnapshots(directory, FORMAT, counts);
        SnapshotSchedule schedule = new SnapshotSchedule(policy, snapshots);
        arrive();
        schedule.writeNow(shard, position());
        assertThat(directory.resolve(ShardSnapshots.FILE)).exists();
        long generation = snapshots.generation();

        schedule.erased();
        snapshots.write(shard.view(), position(), generation);

        assertThat(directory).isEmptyDirectory();
        assertThat(snapshots.offset()).isEqualTo(-1);
    }

    @Test
    void a_snapshot_of_a_log_that_has_lost_its_end_and_grown_again_is_refused() {
        arrive();
        new ShardSnapshots(directory, FORMAT, counts).write(shard.view(), position(), 0);

        assertThat(new ShardSnapshots(directory, FORMAT, counts)
                        .load(offset + 3, at -> Optional.of(record(at, "another"))))
                .isEmpty();

        assertThat(counts.refused()).hasValue(1);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_snapshot_whose_last_record_the_log_has_let_go_is_used() {
        arrive();
        new ShardSnapshots(directory, FORMAT, counts).write(shard.view(), position(), 0);

        assertThat(new ShardSnapshots(directory, FORMAT, counts).load(offset + 1, at -> Optional.empty()))
                .isPresent();

        assertThat(counts.refused()).hasValue(0);
    }

    @Test
    void a_snapshot_stays_on_disk_while_the_broker_cannot_be_asked() {
        arrive();
        new ShardSnapshots(directory, FORMAT, counts).write(shard.view(), position(), 0);

        assertThatThrownBy(() -> new ShardSnapshots(directory, FORMAT, counts).load(offset + 1, at -> {
                    throw new IllegalStateException("no broker");
                }))
                .hasMessage("no broker");

        assertThat(counts.refused()).hasValue(0);
        assertThat(load(new ShardSnapshots(directory, FORMAT, counts))).isPresent();
    }

    private Optional<TimelineSnapshot.Restored> load(ShardSnapshots snapshots) {
        return snapshots.load(offset + 1, this::record);
    }

    private Optional<LogRecord> record(long at) {
        return Optional.of(record(at, "event " + at));
    }

    private static LogRecord record(long at, String value) {
        return new LogRecord(null, new byte[1], value.getBytes(StandardCharsets.UTF_8), at, at);
    }

    private void arrive() {
        String id = "event " + ++offset;
        shard.apply(new EventArrived(new UUID(1, 1), id, "page_viewed", offset, offset, 0, Map.of()), offset);
    }

    private SnapshotPosition position() {
        return new SnapshotPosition(offset, 0, record(offset).orElseThrow().fingerprint());
    }
}
