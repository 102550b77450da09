package dev.lodestar.metrics.activation;

import dev.lodestar.host.shard.Replica;
import dev.lodestar.host.shard.ShardView;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** Who writes which partition of a listing: each is taken by the first who has it. */
final class ListingParts {
    private static final Logger LOG = Logger.getLogger(ListingParts.class);

    /** Lines of partitions that a peer writes, begun. */
    @FunctionalInterface
    interface Lines {
        /** @throws IOException when the peer is away or does not hold all of them, or only stale ones and {@code standby} is false */
        InputStream of(Replica peer, Set<Integer> partitions, boolean standby) throws IOException;
    }

    private final Lines lines;
    private final SortedSet<Integer> open;
    private final SortedSet<Integer> stale = new TreeSet<>();
    private final Map<Integer, ShardView> here = new TreeMap<>();
    private final List<InputStream> elsewhere = new ArrayList<>();

    ListingParts(int partitions, Lines lines) {
        this.lines = lines;
        this.open = IntStream.range(0, partitions).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is still open and held here. */
    void take(Collection<ShardView> views) {
        for (ShardView view : views) {
            if (open.remove(view.partition())) {
                here.put(view.partition(), view);
                if (view.stale()) {
                    stale.add(view.partition());
                }
            }
        }
    }

    /** What is still open of these partitions of a peer, unless it is away or refuses them. */
    void take(Replica peer, Set<Integer> held, boolean standby) {
        Set<Integer> wanted = open.stream().filter(held::contains).collect(Collectors.toCollection(TreeSet::new));
        if (wanted.isEmpty()) {
            return;
        }
        try {
            elsewhere.add(lines.of(peer, wanted, standby));
            open.removeAll(wanted);
            if (standby) {
                stale.addAll(wanted);
            }
        } catch (IOException e) {
            LOG.debugf("A peer does not write its part of a listing of users peer=%s cause=%s", peer.address(), e);
        }
    }

    /** Partitions that nobody writes. */
    SortedSet<Integer> open() {
        return open;
    }

    boolean areAll() {
        return open.isEmpty();
    }

    Collection<ShardView> here() {
        return here.values();
    }

    List<InputStream> elsewhere() {
        return elsewhere;
    }

    SortedSet<Integer> stale() {
        return stale;
    }

    /** Gives up what peers have begun. */
    void close() {
        elsewhere.forEach(ActivationUsersListing::closeQuietly);
    }
}
