package dev.lodestar.metrics.activation;

import dev.lodestar.engine.activation.ActivatedUser;
import dev.lodestar.engine.activation.ActivationListing;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.Shards;
import dev.lodestar.host.answer.AnalysisContexts;
import dev.lodestar.host.gather.Peers;
import dev.lodestar.host.gather.ShardGateway;
import dev.lodestar.host.shard.LocalShards;
import dev.lodestar.host.shard.Replica;
import dev.lodestar.host.shard.ShardView;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.kit.wire.CsvTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The users behind the figures of activation, one line each, streamed: first those of the shards here, then those that the other replicas hold.
 * The listing is refused while a partition is away, because a list with holes looks like any other.
 */
@ApplicationScoped
class ActivationUsers {
    static final String HEADER = CsvTable.line("user_id", "segment", "channel", "status", "hours_to_activation");

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
     * The day at whose start the data end. Waits for the run's barrier on all shards; a problem of the kind unavailable while one is away, and one of the
     * kind not found when all are there and none holds the run.
     *
     * @param runId the run at whose barrier to list; null for everything applied so far
     */
    int endOf(Scope scope, @Nullable String runId) {
        Shards shards = runId == null ? gateway.latest() : atBarrier(scope, runId);
        Inquiry inquiry = new Inquiry(contexts.of(shards), scope);
        if (inquiry.completeness() < 1) {
            throw ProblemException.unavailable("A listing needs every partition, and some are away");
        }
        Vocabulary words = contexts.vocabulary(shards);
        scope.filters().allowed().keySet().forEach(attribute -> words.requireAttribute("filter", attribute));
        return inquiry.range().to();
    }

    private Shards atBarrier(Scope scope, String runId) {
        try {
            completeness(gateway.atBarrier(runId, A_MOMENT), scope);
        } catch (ProblemException notYet) {
            if (completeness(gateway.heldAtBarrier(runId), scope) == 0 && completeness(gateway.latest(), scope) == 1) {
                throw ProblemException.notFound(
                        "No view of run " + runId + " is held: it is long over, or there was none");
            }
        }
        return gateway.atBarrier(runId);
    }

    private double completeness(Shards shards, Scope scope) {
        return new Inquiry(contexts.of(shards), scope).completeness();
    }

    /** Writes the users of the shards that this replica owns. */
    void writeLocal(Writer csv, Scope scope, int to, @Nullable String runId) throws IOException {
        for (ShardView view : owned(runId)) {
            ActivationListing listing =
                    new ActivationListing(view.view(), to, scope.filters().until(to));
            @Nullable Integer next = 0;
            while (next != null) {
                ActivationListing.Page page = listing.page(next);
                write(csv, page.users());
                next = page.next();
            }
        }
    }

    /**
     * Writes the users of the shards that other replicas own.
     *
     * @param query the parameters of the question, null for none
     */
    void writeRemote(Writer csv, @Nullable String query, int to) throws IOException {
        String address = OwnedActivationUsersResource.PATH + "?end=" + to + (query == null ? "" : "&" + query);
        for (Replica peer : local.peers()) {
            if (!peer.active().isEmpty()) {
                try (Reader lines = new InputStreamReader(peers.read(peer, address), StandardCharsets.UTF_8)) {
                    lines.transferTo(csv);
                }
            }
        }
    }

    private Collection<ShardView> owned(@Nullable String runId) {
        Map<Integer, ShardView> latest = local.latest();
        return latest.values().stream()
                .filter(view -> !view.stale())
                .map(view -> runId == null ? view : pinned(view.partition(), runId))
                .toList();
    }

    private ShardView pinned(int partition, String runId) {
        ShardView view = local.atBarrier(runId).get(partition);
        if (view == null) {
            throw ProblemException.unavailable("Partition " + partition + " holds no view of the run");
        }
        return view;
    }

    private static void write(Writer csv, List<ActivatedUser> users) throws IOException {
        for (ActivatedUser user : users) {
            csv.write(CsvTable.line(
                    user.userId(), user.segment(), user.channel(), user.status(), user.hoursToActivation()));
        }
    }
}
