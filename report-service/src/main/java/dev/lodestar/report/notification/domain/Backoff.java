package dev.lodestar.report.notification.domain;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When something is tried again: each pause doubles up to a longest one, less up to a half by chance, so that those that failed together do not come back together.
 *
 * @param attempts how often it is tried in all
 */
public record Backoff(Duration first, Duration longest, int attempts) {
    private static final int DOUBLINGS = 30;

    /** The pause after so many attempts; empty when there have been enough. */
    public Optional<Duration> after(int made, RandomGenerator random) {
        if (made >= attempts) {
            return Optional.empty();
        }
        long doubled = Math.multiplyExact(first.toMillis(), 1L << Math.min(Math.max(made - 1, 0), DOUBLINGS));
        long pause = Math.min(doubled, longest.toMillis());
        return Optional.of(Duration.ofMillis(pause - (long) (random.nextDouble() * pause / 2)));
    }
}
