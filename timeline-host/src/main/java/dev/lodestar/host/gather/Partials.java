package dev.lodestar.host.gather;

import dev.lodestar.engine.query.AsOf;
import dev.lodestar.engine.query.Gathered;
import dev.lodestar.engine.query.Tally;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The partial tallies of one round, each partition at most once: a fresh one is never replaced, of two stale ones the further one counts.
 */
final class Partials {
    private final int partitions;
    private final Map<Integer, PartialTally> byPartition = new TreeMap<>();
    private final Set<Integer> refused = new HashSet<>();

    /** @param partitions how many there are in all; 0 when that is not known yet, and then nothing is complete */
    Partials(int partitions) {
        this.partitions = partitions;
    }

    void addAll(Collection<PartialTally> partials) {
        partials.forEach(partial -> byPartition.merge(partial.partition(), partial, Partials::better));
    }

    void add(PeerAnswer answer) {
        addAll(answer.tallies());
        refused.addAll(answer.refused());
    }

    private static PartialTally better(PartialTally one, PartialTally other) {
        if (one.stale() != other.stale()) {
            return one.stale() ? other : one;
        }
        return one.offset() >= other.offset() ? one : other;
    }

    Set<Integer> missing() {
        return IntStream.range(0, partitions)
                .filter(partition -> !byPartition.containsKey(partition))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Partitions that a peer would not answer for, though it is there; another may have. */
    Set<Integer> refused() {
        return Collections.unmodifiableSet(refused);
    }

    /** Partitions that a standby answered for. */
    Set<Integer> stale() {
        return byPartition.values().stream()
                .filter(PartialTally::stale)
                .map(PartialTally::partition)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The sum of all, as recent as its newest part, complete as far as partitions answered. */
    Gathered gathered() {
        Tally sum = Tally.merge(
                byPartition.values().stream().map(PartialTally::tally).toList());
        AsOf asOf = byPartition.values().stream().map(PartialTally::asOf).reduce(AsOf.NOTHING, AsOf::plus);
        double completeness = partitions == 0 ? 0 : (double) byPartition.size() / partitions;
        return new Gathered(sum, asOf, completeness);
    }
}
