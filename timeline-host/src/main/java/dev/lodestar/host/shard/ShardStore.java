package dev.lodestar.host.shard;

import dev.lodestar.contracts.wire.UnreadableRecordException;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.RunBarrier;
import dev.lodestar.engine.timeline.SnapshotPosition;
import dev.lodestar.engine.timeline.TimelineChange;
import dev.lodestar.engine.timeline.TimelineShard;
import dev.lodestar.engine.timeline.TimelineSnapshot;
import dev.lodestar.engine.timeline.UserErased;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * Holds the timelines of one partition. Written by one Streams thread at a time (restoring, then processing), read by any number of query
 * threads through immutable views.
 *
 * <p>Lifecycle: opened from the snapshot on disk, where there is one (target = end of the log now) → replaying what came after it → caught up (answers, marked stale) → active and level with the log's end at
 * activation (answers, fresh). A standby stays at the third state.
 */
final class ShardStore implements StateStore {
    static final String NAME = "timelines";

    private static final long LET_GO_SECONDS = 1;

    private final ShardSettings settings;
    private final Changes changes;
    private volatile TimelineShard shard;
    private volatile @Nullable ShardSnapshots snapshots;
    private @Nullable SnapshotSchedule schedule;
    private @Nullable ScheduledFuture<?> lettingGo;
    private volatile CatchUp opening = CatchUp.never();
    private volatile CatchUp activation = CatchUp.never();
    private volatile boolean active;
    private volatile boolean open;
    private volatile long offset = -1;
    private volatile long unreadable;
    private long openedFingerprint;
    private @Nullable LogRecord last;
    private int partition = -1;

    ShardStore(ShardSettings settings) {
        this.settings = settings;
        this.changes = new Changes(settings.plan());
        this.shard = settings.newShard();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        partition = context.taskId().partition();
        openFrom(context.stateDir().toPath());
        opening = CatchUp.begin(settings.endOffsets(), partition);
        letGoViewsRegularly();
        context.register(root, new Restore());
        open = true;
    }

    /** Begins with what the snapshot holds, and has Streams restore from there. */
    private void openFrom(Path directory) {
        ShardSnapshots onDisk = new ShardSnapshots(
                directory, settings.snapshotOf(partition), settings.snapshots().counts());
        snapshots = onDisk;
        schedule = new SnapshotSchedule(settings.snapshots(), onDisk);
        TimelineSnapshot.Restored restored = onDisk.load(
                        settings.endOffsets().await(partition),
                        at -> settings.lookup().at(partition, at))
                .orElse(null);
        shard = restored == null ? settings.newShard() : restored.shard();
        offset = restored == null ? -1 : restored.position().offset();
        unreadable = restored == null ? 0 : restored.position().unreadable();
        openedFingerprint = restored == null ? 0 : restored.position().fingerprint();
        last = null;
        try {
            RestoreCheckpoint.set(directory, settings.topic(), partition, offset);
        } catch (IOException e) {
            throw new UncheckedIOException("the place to restore from cannot be told to Kafka Streams", e);
        }
    }

    /** Views at barriers go when their time is over, also while no record comes. */
    private void letGoViewsRegularly() {
        stopLettingGo();
        letGoViews();
        lettingGo = settings.timer()
                .scheduleWithFixedDelay(this::letGoViews, LET_GO_SECONDS, LET_GO_SECONDS, TimeUnit.SECONDS);
    }

    private void letGoViews() {
        shard.letGoBefore(settings.snapshots().heldSinceMillis());
    }

    private void stopLettingGo() {
        if (lettingGo != null) {
            lettingGo.cancel(false);
        }
    }

    /** The task processes from now on: fresh as soon as the shard is level with what the log holds at this moment. */
    void activate() {
        activation = CatchUp.begin(settings.endOffsets(), partition);
        active = true;
    }

    /** The task no longer processes; it may go on as a standby. */
    void deactivate() {
        active = false;
    }

    /**
     * Applies a record once; a record at or below the shard's offset was applied before and is passed over.
     *
     * @throws UnreadableRecordException when it cannot be decoded; the shard has then moved past it
     */
    void apply(LogRecord record) {
        if (record.offset() <= offset) {
            return;
        }
        try {
            TimelineChange change = changes.of(record);
            shard.apply(change, record.offset());
            follow(change, record.offset());
        } catch (UnreadableRecordException e) {
            unreadable++;
            throw e;
        } catch (RuntimeException e) {
            unreadable++;
            throw new UnreadableRecordException("record cannot be applied: " + e, e);
        } finally {
            offset = record.offset();
            last = record;
        }
    }

    private void follow(TimelineChange change, long changeOffset) {
        switch (change) {
            case RunBarrier barrier -> Objects.requireNonNull(schedule).met(barrier, changeOffset, position());
            case UserErased _ -> Objects.requireNonNull(schedule).erased();
            case EventArrived _, ProfileChanged _ -> {}
        }
    }

    /** What was applied so far; while a record is being applied, what came before it. */
    private SnapshotPosition position() {
        LogRecord newest = last;
        return new SnapshotPosition(offset, unreadable, newest == null ? openedFingerprint : newest.fingerprint());
    }

    @Override
    public void flush() {
        if (schedule != null) {
            schedule.offer(shard, position());
        }
    }

    @Override
    public void close() {
        stopLettingGo();
        if (open && schedule != null) {
            schedule.writeNow(shard, position());
        }
        open = false;
        active = false;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public Position getPosition() {
        Position position = Position.emptyPosition();
        return offset < 0 ? position : position.withComponent(settings.topic(), partition, offset);
    }

    @Override
    @SuppressWarnings("unchecked") // each ShardQuery<R> is answered with its R
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        if (!(query instanceof ShardQuery<R> shardQuery)) {
            return QueryResult.forUnknownQueryType(query, this);
        }
        Position position = getPosition();
        if (!covers(bound)) {
            return QueryResult.notUpToBound(position, bound, partition);
        }
        QueryResult<R> result = (QueryResult<R>)
                switch (shardQuery) {
                    case ShardQuery.Status ignored -> QueryResult.forResult(status());
                    case ShardQuery.LatestView ignored -> latestView();
                    case ShardQuery.ViewAtBarrier atBarrier -> viewAtBarrier(atBarrier.runId());
                };
        result.setPosition(position);
        return result;
    }

    private boolean covers(PositionBound bound) {
        Map<Integer, Long> bounds = bound.position().getPartitionPositions(settings.topic());
        return offset >= bounds.getOrDefault(partition, -1L);
    }

    private QueryResult<ShardView> latestView() {
        if (!opening.reachedBy(offset)) {
            return QueryResult.forFailure(FailureReason.NOT_PRESENT, "the shard replays its log");
        }
        return QueryResult.forResult(new ShardView(partition, shard.recent(settings.refresh()), !fresh()));
    }

    private QueryResult<ShardView> viewAtBarrier(String runId) {
        return shard.pinned(runId)
                .map(view -> QueryResult.forResult(new ShardView(partition, view, false)))
                .orElseGet(() ->
                        QueryResult.forFailure(FailureReason.DOES_NOT_EXIST, "the shard holds no view of the run"));
    }

    private ShardStatus status() {
        ShardSnapshots onDisk = snapshots;
        return new ShardStatus(
                partition,
                active,
                opening.reachedBy(offset),
                offset,
                opening.lag(offset),
                unreadable,
                onDisk == null ? -1 : onDisk.offset());
    }

    private boolean fresh() {
        return active && activation.reachedBy(offset);
    }

    /** Replays the log; unreadable records were put on the dead-letter topic when they were first processed and are only counted here. */
    private final class Restore implements BatchingStateRestoreCallback {
        @Override
        public void restoreAll(Collection<KeyValue<byte[], byte[]>> records) {
            for (KeyValue<byte[], byte[]> record : records) {
                restore(record.key, record.value);
            }
        }

        @Override
        public void restore(byte[] key, byte[] value) {
            LogRecord record = RestoreFrames.unframe(key, value);
            if (record.offset() > offset) {
                settings.snapshots().counts().replayed().incrementAndGet();
            }
            try {
                apply(record);
            } catch (UnreadableRecordException ignored) {
                // Counted by apply.
            }
        }
    }
}
