package dev.lodestar.host.shard;

import dev.lodestar.engine.timeline.RunBarrier;
import dev.lodestar.engine.timeline.SnapshotPosition;
import dev.lodestar.engine.timeline.TimelineShard;
import dev.lodestar.engine.timeline.TimelineView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides when a shard is written to its snapshot, and how much of it. What is written goes up to the newest record, but not past the barrier of a run
 * that may still be asked for: a shard that opens from a snapshot has no older views.
 */
final class SnapshotSchedule {
    private final SnapshotPolicy policy;
    private final ShardSnapshots snapshots;
    private final Deque<Barrier> barriers = new ArrayDeque<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private Instant next;

    private record Barrier(RunBarrier barrier, long offset, SnapshotPosition before) {
        Optional<TimelineView> pinnedIn(TimelineShard shard) {
            return shard.pinned(barrier.runId(), offset);
        }
    }

    SnapshotSchedule(SnapshotPolicy policy, ShardSnapshots snapshots) {
        this.policy = policy;
        this.snapshots = snapshots;
        this.next = policy.clock().instant().plus(policy.interval());
    }

    /** A barrier was met at an offset, as the next record after the position. */
    void met(RunBarrier barrier, long offset, SnapshotPosition before) {
        barriers.add(new Barrier(barrier, offset, before));
        if (barriers.size() > TimelineShard.MAX_PINNED_RUNS) {
            barriers.remove();
        }
    }

    /** A user must be forgotten: what is on disk goes, and the views at barriers, which still have the user, are not written any more. */
    void erased() {
        barriers.clear();
        snapshots.forget();
    }

    /** Starts a snapshot in the background where one is due and none is being written. */
    void offer(TimelineShard shard, SnapshotPosition now) {
        Instant instant = policy.clock().instant();
        if (instant.isBefore(next) || !writing.compareAndSet(false, true)) {
            return;
        }
        next = instant.plus(policy.interval());
        Runnable write = writeOf(shard, now);
        policy.writer().execute(() -> {
            try {
                write.run();
            } finally {
                writing.set(false);
            }
        });
    }

    /** Writes what there is, before the shard closes. */
    void writeNow(TimelineShard shard, SnapshotPosition now) {
        writeOf(shard, now).run();
    }

    private Runnable writeOf(TimelineShard shard, SnapshotPosition now) {
        long generation = snapshots.generation();
        long heldSince = policy.heldSinceMillis();
        barriers.removeIf(met -> met.barrier().writtenAtMillis() < heldSince);
        for (Barrier met : barriers) {
            TimelineView pinned = met.pinnedIn(shard).orElse(null);
            if (pinned != null) {
                return () -> snapshots.write(pinned, met.before(), generation);
            }
        }
        TimelineView latest = shard.view();
        return () -> snapshots.write(latest, now, generation);
    }
}
