package dev.lodestar.metrics.activation;

import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.Shards;
import dev.lodestar.host.answer.AnalysisContexts;
import dev.lodestar.host.gather.AnswerShards;
import dev.lodestar.host.gather.Peers;
import dev.lodestar.host.gather.ShardGateway;
import dev.lodestar.host.shard.LocalShards;
import dev.lodestar.host.shard.Replica;
import dev.lodestar.host.shard.ShardView;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The users behind the figures of activation, one line each. Before the first line it is settled who writes which partition, each exactly once; the
 * listing is refused while one is away or has nobody who is level with the log, because a list with holes looks like any other.
 */
@ApplicationScoped
class ActivationUsers {
    private static final Logger LOG = Logger.getLogger(ActivationUsers.class);

    /** How long shards that all are there may take to come to a barrier that none of them holds yet. */
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private final ShardGateway gateway;
    private final LocalShards local;
    private final Peers peers;
    private final AnalysisContexts contexts;

    ActivationUsers(ShardGateway gateway, LocalShards local, Peers peers, AnalysisContexts contexts) {
        this.gateway = gateway;
        this.local = local;
        this.peers = peers;
        this.contexts = contexts;
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
        Map<Integer, ShardView> here = views(runId);
        Set<Integer> elsewhere =
                new TreeSet<>(IntStream.range(0, local.partitionCount()).boxed().toList());
        elsewhere.removeAll(here.keySet());
        return new ActivationUsersListing(here.values(), linesOf(writers(elsewhere, runId), query, end), scope, end);
    }

    /**
     * The part of another replica's listing that this one writes.
     *
     * @param end as the other replica found it
     * @param partitions those asked for; a problem of the kind unavailable when one of them is not, or no longer, here
     */
    ActivationUsersListing part(Scope scope, @Nullable String runId, Set<Integer> partitions, DataEnd end) {
        Map<Integer, ShardView> here = views(runId);
        here.keySet().retainAll(partitions);
        if (!here.keySet().containsAll(partitions)) {
            throw away();
        }
        return new ActivationUsersListing(here.values(), List.of(), scope, end);
    }

    /** At a barrier whoever holds the view has all of it; of what was applied so far only the owner who is level with the log does. */
    private Map<Integer, ShardView> views(@Nullable String runId) {
        Map<Integer, ShardView> views = new TreeMap<>(runId == null ? local.latest() : local.atBarrier(runId));
        if (runId == null) {
            views.values().removeIf(ShardView::stale);
        }
        return views;
    }

    private Map<Replica, Set<Integer>> writers(Set<Integer> partitions, @Nullable String runId) {
        Map<Replica, Set<Integer>> writers = new LinkedHashMap<>();
        Set<Integer> open = new TreeSet<>(partitions);
        for (Replica peer : local.peers()) {
            take(open, peer.active(), peer, writers);
        }
        for (Replica peer : runId == null ? List.<Replica>of() : local.peers()) {
            take(open, peer.standby(), peer, writers);
        }
        if (!open.isEmpty()) {
            throw away();
        }
        return writers;
    }

    private static void take(Set<Integer> open, Set<Integer> held, Replica peer, Map<Replica, Set<Integer>> writers) {
        Set<Integer> taken = open.stream().filter(held::contains).collect(Collectors.toCollection(TreeSet::new));
        if (!taken.isEmpty()) {
            writers.computeIfAbsent(peer, first -> new TreeSet<>()).addAll(taken);
            open.removeAll(taken);
        }
    }

    /** The peers' lines, begun; none is left open when one of them refuses. */
    private List<InputStream> linesOf(Map<Replica, Set<Integer>> writers, @Nullable String query, DataEnd end) {
        List<InputStream> lines = new ArrayList<>();
        try {
            for (Map.Entry<Replica, Set<Integer>> writer : writers.entrySet()) {
                lines.add(peers.read(
                        writer.getKey(), HeldActivationUsersResource.address(writer.getValue(), end, query)));
            }
            return lines;
        } catch (IOException e) {
            LOG.warnf("A listing of users is refused as a peer does not write its part cause=%s", e);
            lines.forEach(ActivationUsersListing::closeQuietly);
            throw away();
        }
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
