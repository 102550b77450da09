package dev.lodestar.host.gather;

import dev.lodestar.engine.query.Gathered;
import dev.lodestar.engine.query.Shards;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.host.shard.LocalShards;
import dev.lodestar.host.shard.Replica;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * All shards as one answer sees them: every round reads the same views, until the answer is closed; those of a listing are held for its next page. Takes
 * whichever partitions answer. Used by one thread.
 */
public final class AnswerShards implements Shards, AutoCloseable {
    private static final long PAUSE_MILLIS = 50;

    private final LocalShards shards;
    private final LocalTallies local;
    private final Peers peers;
    private final Absences absences;
    private final QueryMeters meters;
    private final SortedSet<Integer> stalePartitions = new TreeSet<>();
    private final Set<Replica> asked = new HashSet<>();
    private ViewScope scope;
    private boolean begun;

    AnswerShards(
            LocalShards shards,
            LocalTallies local,
            Peers peers,
            Absences absences,
            QueryMeters meters,
            ViewScope scope) {
        this.shards = shards;
        this.local = local;
        this.peers = peers;
        this.absences = absences;
        this.meters = meters;
        this.scope = scope;
    }

    /**
     * Waits for partitions that are just changing hands; after that the answer is as complete as it can be. At a barrier nothing is waited for, as
     * a partition that has not reached it is not away.
     */
    @Override
    public Gathered gather(TimelineQuery query) {
        return meters.timed(query, () -> gathered(query));
    }

    private Gathered gathered(TimelineQuery query) {
        Absences.Patience patience = absences.begun();
        Partials partials = round(query);
        while (scope instanceof ViewScope.Latest latest
                && patience.passing(partials.missing(), partials.refused())
                && pause()) {
            if (!begun) {
                release();
                scope = latest.anew();
            }
            partials = round(query);
        }
        begun = true;
        stalePartitions.addAll(partials.stale());
        return partials.gathered();
    }

    /** Lets go the views, here and at the peers that were asked, but for those of a listing. */
    @Override
    public void close() {
        if (!scope.isListing()) {
            release();
        }
    }

    private void release() {
        local.release(scope.answerId());
        asked.forEach(peer -> peers.release(peer, scope.answerId()));
        asked.clear();
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Partials round(TimelineQuery query) {
        Partials partials = new Partials(shards.partitionCount());
        List<Replica> replicas = shards.peers();
        List<CompletableFuture<PeerAnswer>> owned = ask(replicas, Replica::active, false, query);
        partials.addAll(local.of(scope, query, view -> !view.stale()));
        owned.forEach(answer -> partials.add(answer.join()));
        if (!partials.missing().isEmpty()) {
            fillFromCopies(partials, replicas, query);
        }
        return partials;
    }

    /** Names the views that are read here, for {@link ShardGateway#again}. */
    public String answerId() {
        return scope.answerId();
    }

    /** Partitions that a copy which may lag behind has answered for, in any round so far. */
    public SortedSet<Integer> stalePartitions() {
        return Collections.unmodifiableSortedSet(stalePartitions);
    }

    private void fillFromCopies(Partials partials, List<Replica> replicas, TimelineQuery query) {
        Set<Integer> missing = partials.missing();
        List<CompletableFuture<PeerAnswer>> copies = ask(replicas, copiesOf(missing, partials.refused()), true, query);
        partials.addAll(local.of(scope, query, view -> missing.contains(view.partition())));
        copies.forEach(answer -> partials.add(answer.join()));
    }

    /** Whoever owns a partition and refuses the question has been asked already. */
    private static Function<Replica, Set<Integer>> copiesOf(Set<Integer> missing, Set<Integer> refused) {
        return replica -> {
            Set<Integer> held = new HashSet<>(replica.active());
            held.removeAll(refused);
            held.addAll(replica.standby());
            held.retainAll(missing);
            return held;
        };
    }

    private List<CompletableFuture<PeerAnswer>> ask(
            List<Replica> replicas, Function<Replica, Set<Integer>> wanted, boolean standby, TimelineQuery query) {
        return replicas.stream()
                .filter(replica -> !wanted.apply(replica).isEmpty())
                .map(replica -> ask(replica, TallyRequest.of(scope, wanted.apply(replica), standby, query)))
                .toList();
    }

    private CompletableFuture<PeerAnswer> ask(Replica replica, TallyRequest request) {
        asked.add(replica);
        return peers.ask(replica, request);
    }
}
