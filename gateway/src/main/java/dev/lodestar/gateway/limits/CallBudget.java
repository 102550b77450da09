package dev.lodestar.gateway.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What one client has left of one class of routes. Safe for use by many event loops. */
public final class CallBudget {
    private final String name;
    private final int calls;
    private final Duration period;
    private final int atOnce;
    private final Bucket bucket;
    private final AtomicInteger open = new AtomicInteger();

    CallBudget(String name, int calls, Duration period, int atOnce, TimeMeter clock) {
        this.name = name;
        this.calls = calls;
        this.period = period;
        this.atOnce = atOnce;
        this.bucket = Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(limit -> limit.capacity(calls).refillGreedy(calls, period))
                .build();
    }

    /** Takes one call from the bucket, if there is one. */
    public Charge charge() {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Charge(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                seconds(probe.getNanosToWaitForRefill()));
    }

    /** What an answer says of the budget in {@code RateLimit-Policy}: the calls and the period in seconds. */
    public String policy() {
        return "\"" + name + "\";q=" + calls + ";w=" + period.toSeconds();
    }

    /** What an answer says in {@code RateLimit}: the calls that remain, and the seconds until all of them are back. */
    public String state(Charge charge) {
        return "\"" + name + "\";r=" + charge.remaining() + ";t=" + charge.wholeAfterSeconds();
    }

    /** The most calls at once. */
    public int atOnce() {
        return atOnce;
    }

    /** Counts a call as open; false when as many are open as may be. */
    public boolean open() {
        if (open.incrementAndGet() <= atOnce) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    /** How to give an opened place back; running it again does nothing. */
    public Runnable closing() {
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                open.decrementAndGet();
            }
        };
    }

    /** Rounded up, so that who waits that long finds a call. */
    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, 1_000_000_000L);
    }

    /**
     * What became of one call.
     *
     * @param admitted whether there was one left
     * @param remaining how many are left now
     * @param wholeAfterSeconds until the bucket is full, if nobody calls
     * @param retryAfterSeconds until there is one again; 0 when admitted
     */
    public record Charge(boolean admitted, long remaining, long wholeAfterSeconds, long retryAfterSeconds) {}
}
