package dev.lodestar.host.gather;

import dev.lodestar.engine.query.Gathered;
import dev.lodestar.engine.query.Shards;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.kit.problem.ProblemException;
import java.time.Duration;

/** All shards at the barrier of a run: waits, for a bounded time, until the last of them has reached it. */
final class BarrierShards implements Shards {
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final AnswerShards shards;
    private final Duration patience;

    BarrierShards(AnswerShards shards, Duration patience) {
        this.shards = shards;
        this.patience = patience;
    }

    /** Complete, or a problem of the kind unavailable. */
    @Override
    public Gathered gather(TimelineQuery query) {
        long deadline = System.nanoTime() + patience.toNanos();
        long pauseMillis = FIRST_PAUSE_MILLIS;
        Gathered gathered = shards.gather(query);
        while (gathered.completeness() < 1) {
            if (System.nanoTime() - deadline >= 0) {
                throw ProblemException.unavailable("Only a share of " + gathered.completeness()
                        + " of the partitions holds the view at the run's barrier");
            }
            pause(pauseMillis);
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            gathered = shards.gather(query);
        }
        return gathered;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping");
        }
    }
}
