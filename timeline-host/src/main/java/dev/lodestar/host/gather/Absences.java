package dev.lodestar.host.gather;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * For how long partitions have given no answer. While a partition changes hands there is a moment in which neither the one replica nor the next has
 * it: answers wait for that, but never for a partition that is lost for longer, and never for longer than that themselves. Shared by all answers.
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

    /** The patience of an answer that begins to gather now. */
    Patience begun() {
        return new Patience(nanoTime.getAsLong());
    }

    /** How long one answer may wait: others may meanwhile be given what it is not. */
    final class Patience {
        private final long begun;

        private Patience(long begun) {
            this.begun = begun;
        }

        /**
         * Notes what a round lacks.
         *
         * @param missing partitions without an answer
         * @param refused partitions whose owner is there and does not answer this question
         * @return whether the round may soon be whole: something is missing, nothing is refused, and all of it has been missing for less than the patience, as this
         *     answer has waited for less
         */
        boolean passing(Set<Integer> missing, Set<Integer> refused) {
            long now = nanoTime.getAsLong();
            since.keySet().retainAll(missing);
            missing.stream()
                    .filter(partition -> !refused.contains(partition))
                    .forEach(partition -> since.putIfAbsent(partition, now));
            return !missing.isEmpty()
                    && Collections.disjoint(missing, refused)
                    && now - begun < patienceNanos
                    && missing.stream().allMatch(partition -> now - since.getOrDefault(partition, now) < patienceNanos);
        }
    }
}
