package dev.lodestar.host.shard;

import java.util.concurrent.CompletableFuture;

/** A point that a shard must reach: the end of its partition as it was at one moment. */
final class CatchUp {
    private final CompletableFuture<Long> endOffset;

    private CatchUp(CompletableFuture<Long> endOffset) {
        this.endOffset = endOffset;
    }

    /** Asks for the end of the partition now; until the answer is there nothing has reached it. */
    static CatchUp begin(EndOffsets endOffsets, int partition) {
        return new CatchUp(endOffsets.of(partition));
    }

    /** A point that is never reached. */
    static CatchUp never() {
        return new CatchUp(new CompletableFuture<>());
    }

    /** Whether a shard that has applied everything up to and including this offset has reached the point. */
    boolean reachedBy(long appliedOffset) {
        return lag(appliedOffset) == 0;
    }

    /** Records still to be applied; unknown counts as one. */
    long lag(long appliedOffset) {
        if (!endOffset.isDone() || endOffset.isCompletedExceptionally()) {
            return 1;
        }
        return Math.max(0, endOffset.join() - 1 - appliedOffset);
    }
}
