package dev.lodestar.metrics.activation;

import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.Shards;
import dev.lodestar.host.answer.AnalysisContexts;
import dev.lodestar.host.gather.AnswerShards;
import dev.lodestar.host.gather.GatherConfig;
import dev.lodestar.host.gather.Peers;
import dev.lodestar.host.gather.ShardGateway;
import dev.lodestar.host.shard.LocalShards;
import dev.lodestar.host.shard.Replica;
import dev.lodestar.host.shard.ShardView;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The users behind the figures of activation, one line each. Before the first line it is settled who writes which partition, each exactly once: its owner,
 * or, as with figures, a copy that may lag behind the log, which the listing says. The listing is refused while nobody has one, because a list with holes looks
 * like any other.
 */
@ApplicationScoped
class ActivationUsers {
    private static final Logger LOG = Logger.getLogger(ActivationUsers.class);

    private static final ListingParts.Lines NOBODY_ELSE = (peer, partitions, standby) -> {
        throw new IllegalStateException("a part is written here alone");
    };

    /** How long shards that all are there may take to come to a barrier that none of them holds yet. */
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private static final Duration A_LITTLE_LATER = Duration.ofMillis(50);

    private final ShardGateway gateway;
    private final LocalShards local;
    private final Peers peers;
    private final AnalysisContexts contexts;
    private final Duration patience;

    @Inject
    ActivationUsers(
            ShardGateway gateway, LocalShards local, Peers peers, AnalysisContexts contexts, GatherConfig config) {
        this(gateway, local, peers, contexts, config.handoverPatience());
    }

    /** @param patience how long a listing waits for a partition that nobody has, as while it changes hands */
    ActivationUsers(
            ShardGateway gateway, LocalShards local, Peers peers, AnalysisContexts contexts, Duration patience) {
        this.gateway = gateway;
        this.local = local;
        this.peers = peers;
        this.contexts = contexts;
        this.patience = patience;
    }

    /**
     * A listing of all partitions. Waits for the run's barrier on all shards; a problem of the kind unavailable while a partition is away, and one of the
     * kind not found when all are there and none holds the run.
     *
     * @param runId the run at whose barrier to list; null for everything applied so far
     * @param query the parameters of the question as they came, null for none
     */
    ActivationUsersListing listing(Scope scope, @Nullable String runId, @Nullable String query) {
        return withPeers(scope, runId, query, endOf(scope, runId));
    }

    /** The same once it is known where the data end. */
    ActivationUsersListing withPeers(Scope scope, @Nullable String runId, @Nullable String query, DataEnd end) {
        ListingParts.Lines lines = (peer, partitions, standby) ->
                peers.read(peer, HeldActivationUsersResource.address(partitions, end, standby, query));
        long begun = System.nanoTime();
        ListingParts parts = settled(lines, runId);
        while (!parts.areAll() && System.nanoTime() - begun < patience.toNanos() && paused()) {
            parts.close();
            parts = settled(lines, runId);
        }
        if (!parts.areAll()) {
            LOG.warnf("A listing of users is refused as nobody writes some partitions=%s", parts.open());
            parts.close();
            throw away();
        }
        return new ActivationUsersListing(parts, scope, end);
    }

    private static boolean paused() {
        try {
            Thread.sleep(A_LITTLE_LATER);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Owners who are level with the log first, then whoever has a copy. */
    private ListingParts settled(ListingParts.Lines lines, @Nullable String runId) {
        ListingParts parts = new ListingParts(local.partitionCount(), lines);
        Collection<ShardView> held = held(runId);
        parts.take(held.stream().filter(view -> !view.stale()).toList());
        List<Replica> others = local.peers();
        others.forEach(peer -> parts.take(peer, peer.active(), false));
        parts.take(held);
        others.forEach(peer -> parts.take(peer, peer.standby(), true));
        others.forEach(peer -> parts.take(peer, peer.active(), true));
        return parts;
    }

    /**
     * The part of another replica's listing that this one writes.
     *
     * @param end as the other replica found it
     * @param partitions those asked for; a problem of the kind unavailable when one of them is not, or no longer, here
     * @param standby whether copies may write that may lag behind the log
     */
    ActivationUsersListing part(
            Scope scope, @Nullable String runId, Set<Integer> partitions, boolean standby, DataEnd end) {
        ListingParts parts = new ListingParts(local.partitionCount(), NOBODY_ELSE);
        parts.take(held(runId).stream()
                .filter(view -> partitions.contains(view.partition()) && (standby || !view.stale()))
                .toList());
        if (parts.here().size() < partitions.size()) {
            throw away();
        }
        return new ActivationUsersListing(parts, scope, end);
    }

    /** At a barrier whoever holds the view has all of it, so none is stale. */
    private Collection<ShardView> held(@Nullable String runId) {
        return runId == null
                ? local.latest().values()
                : local.atBarrier(runId).values().stream()
                        .map(view -> new ShardView(view.partition(), view.view(), false))
                        .toList();
    }

    private static ProblemException away() {
        return ProblemException.unavailable("A listing needs every partition, and some are away");
    }

    private DataEnd endOf(Scope scope, @Nullable String runId) {
        if (runId != null) {
            return endOf(scope, atBarrier(scope, runId));
        }
        try (AnswerShards shards = gateway.latest()) {
            return endOf(scope, shards);
        }
    }

    private DataEnd endOf(Scope scope, Shards shards) {
        Inquiry inquiry = new Inquiry(contexts.of(shards), scope);
        if (inquiry.completeness() < 1) {
            throw away();
        }
        Vocabulary words = contexts.vocabulary(shards);
        scope.filters().allowed().keySet().forEach(attribute -> words.requireAttribute("filter", attribute));
        return new DataEnd(inquiry.range().to(), inquiry.inactivity() == null);
    }

    private Shards atBarrier(Scope scope, String runId) {
        try {
            completeness(gateway.atBarrier(runId, A_MOMENT), scope);
        } catch (ProblemException notYet) {
            if (completeness(gateway.heldAtBarrier(runId), scope) == 0 && isAllThere(scope)) {
                throw ProblemException.notFound(
                        "No view of run " + runId + " is held: it is long over, or there was none");
            }
        }
        return gateway.atBarrier(runId);
    }

    private boolean isAllThere(Scope scope) {
        try (AnswerShards shards = gateway.latest()) {
            return completeness(shards, scope) == 1;
        }
    }

    private double completeness(Shards shards, Scope scope) {
        return new Inquiry(contexts.of(shards), scope).completeness();
    }
}
