package dev.lodestar.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for something that comes by itself, but not for ever. */
public final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Await() {}

    /** The first value that satisfies a condition; fails with the last one seen when none does within a minute. */
    public static <T> T until(Supplier<T> value, Predicate<T> condition) {
        Instant limit = Instant.now().plus(LIMIT);
        T seen = value.get();
        while (!condition.test(seen)) {
            if (Instant.now().isAfter(limit)) {
                throw new AssertionError("within " + LIMIT + " nothing came but " + seen);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting", e);
            }
            seen = value.get();
        }
        return seen;
    }
}
