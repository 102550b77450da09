package dev.lodestar.host.analysis;

import dev.lodestar.engine.query.Gathered;
import dev.lodestar.engine.query.Shards;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.kit.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The shards at the very barrier that a command names. A run whose barriers had to be written again has several, and a shard that has not met the last
 * of them still answers at one before: that answer is waited out, so that all steps of the run cover the same records.
 */
final class CommandedShards implements Shards {
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Supplier<Shards> atBarrier;
    private final Map<Integer, Long> barrier;
    private final Duration patience;
    private Shards shards;

    /**
     * The shards of one answer.
     *
     * @param atBarrier opens the shards at the newest barrier of the run that each has met
     * @param barrier the offset of the barrier by partition; partitions that it does not name are taken as they are
     * @param patience how long shards that have not met it are waited for
     */
    CommandedShards(Supplier<Shards> atBarrier, Map<Integer, Long> barrier, Duration patience) {
        this.atBarrier = atBarrier;
        this.barrier = barrier;
        this.patience = patience;
        this.shards = atBarrier.get();
    }

    /** Complete and exactly up to the barrier, or a problem of the kind unavailable. */
    @Override
    public Gathered gather(TimelineQuery query) {
        long deadline = System.nanoTime() + patience.toNanos();
        long pauseMillis = FIRST_PAUSE_MILLIS;
        Gathered gathered = shards.gather(query);
        while (!isAtBarrier(gathered)) {
            if (System.nanoTime() - deadline >= 0) {
                throw ProblemException.unavailable("A partition holds the view at another barrier of the run only");
            }
            pause(pauseMillis);
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            shards = atBarrier.get();
            gathered = shards.gather(query);
        }
        return gathered;
    }

    private boolean isAtBarrier(Gathered gathered) {
        return gathered.asOf().partitions().entrySet().stream()
                .allMatch(covered ->
                        covered.getValue().equals(barrier.getOrDefault(covered.getKey(), covered.getValue())));
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
