package dev.lodestar.host.gather;

import dev.lodestar.engine.query.Shards;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.host.shard.LocalShards;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Opens the shards for one answer. Each call yields a consistent set of views; do not share it between answers, and close it when the answer is there. */
@ApplicationScoped
public class ShardGateway {
    private final LocalShards shards;
    private final LocalTallies local;
    private final Peers peers;
    private final Absences absences;
    private final QueryMeters meters;
    private final GatherConfig config;

    ShardGateway(
            LocalShards shards,
            LocalTallies local,
            Peers peers,
            Absences absences,
            QueryMeters meters,
            GatherConfig config) {
        this.shards = shards;
        this.local = local;
        this.peers = peers;
        this.absences = absences;
        this.meters = meters;
        this.config = config;
    }

    /** Everything applied so far. Partitions that stay away are missing from the answer and from its completeness. */
    public AnswerShards latest() {
        return answer(new ViewScope.Latest(ViewScope.newAnswerId(), null));
    }

    /** The same with days and weeks of another calendar than the project's. */
    public AnswerShards latest(ProjectCalendar calendar) {
        return answer(new ViewScope.Latest(ViewScope.newAnswerId(), calendar));
    }

    /** The first page of a listing: its views are held for {@link #again}. */
    public AnswerShards listing(ProjectCalendar calendar) {
        return answer(new ViewScope.Latest(ViewScope.newListingId(), calendar));
    }

    /**
     * The views that an earlier page in the same calendar has read, as long as they are held; after that, everything applied so far.
     *
     * @param answerId the earlier page's
     */
    public AnswerShards again(String answerId, ProjectCalendar calendar) {
        return answer(new ViewScope.Latest(answerId, calendar));
    }

    /** Exactly what lies before the barrier of the run; waits for shards that have not reached it. */
    public Shards atBarrier(String runId) {
        return atBarrier(runId, config.barrierTimeout());
    }

    /** The same with less patience, or more, for shards that have not reached it. */
    public Shards atBarrier(String runId, Duration patience) {
        return new BarrierShards(answer(new ViewScope.AtBarrier(ViewScope.newAnswerId(), runId)), patience);
    }

    /** The same without waiting: of the shards that hold a view at the barrier. */
    public Shards heldAtBarrier(String runId) {
        return answer(new ViewScope.AtBarrier(ViewScope.newAnswerId(), runId));
    }

    private AnswerShards answer(ViewScope scope) {
        return new AnswerShards(shards, local, peers, absences, meters, scope);
    }
}
