package dev.lodestar.host.gather;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * For how long partitions have given no answer. While a partition changes hands there is a moment in which neither the one replica nor the next has
 * it: answers wait for that, but never for a partition that is lost for longer. Shared by all answers.
 */
@ApplicationScoped
class Absences {
    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final Map<Integer, Long> since = new ConcurrentHashMap<>();

    @Inject
    Absences(GatherConfig config) {
        this(config.handoverPatience(), System::nanoTime);
    }

    Absences(Duration patience, LongSupplier nanoTime) {
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Notes what a round lacks.
     *
     * @return whether it may soon be whole: something is missing, and all of it has been for less than the patience
     */
    boolean passing(Set<Integer> missing) {
        long now = nanoTime.getAsLong();
        since.keySet().retainAll(missing);
        missing.forEach(partition -> since.putIfAbsent(partition, now));
        return !missing.isEmpty()
                && missing.stream().allMatch(partition -> now - since.getOrDefault(partition, now) < patienceNanos);
    }
}
