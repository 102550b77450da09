package dev.lodestar.ingest.imports;

import dev.lodestar.ingest.intake.Submission;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was sent of a file and waits to be settled, oldest first. The thread that receives the file settles what is too much. What is too old a thread beside it
 * settles, since the first may wait for its client for long, and refused rows must not wait with it: an erasure counts on where they are. Thread-safe.
 */
final class Pending implements AutoCloseable {
    private final Consumer<Submission> settling;
    private final Duration patience;
    private final Deque<Sent> waiting = new ArrayDeque<>();
    private @Nullable RuntimeException failure;
    private boolean closed;

    private record Sent(Submission submission, long atNanos) {}

    private Pending(Consumer<Submission> settling, Duration patience) {
        this.settling = settling;
        this.patience = patience;
    }

    /**
     * Begins to look after what is too old, until it is closed.
     *
     * @param settling settles one submission; blocks
     * @param patience how long one may wait
     */
    static Pending watched(Consumer<Submission> settling, Duration patience) {
        Pending pending = new Pending(settling, patience);
        Thread.ofVirtual().name("imports-pending").start(pending::watch);
        return pending;
    }

    /** Throws what kept an earlier one from being settled. */
    synchronized void add(Submission submission) {
        throwFailure();
        waiting.add(new Sent(submission, System.nanoTime()));
    }

    /** Settles until no more than a number of them wait; throws what kept one of them, or an earlier one, from being settled. */
    synchronized void settleDownTo(int max) {
        throwFailure();
        while (waiting.size() > max) {
            settling.accept(waiting.remove().submission());
        }
    }

    /** Settles the rest after a failure, which is told already: tries until one cannot be settled, and says how many are not. */
    synchronized int settleRest() {
        failure = null;
        try {
            settleDownTo(0);
            return 0;
        } catch (RuntimeException e) {
            return waiting.size() + 1;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized void watch() {
        try {
            while (!closed && failure == null) {
                long left = nanosLeft();
                if (left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } else {
                    settling.accept(waiting.remove().submission());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** How long the oldest may still wait; one that is added later may wait at least as long. */
    private long nanosLeft() {
        Sent oldest = waiting.peek();
        return patience.toNanos() - (oldest == null ? 0 : System.nanoTime() - oldest.atNanos());
    }
}
