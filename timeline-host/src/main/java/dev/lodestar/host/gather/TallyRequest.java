package dev.lodestar.host.gather;

import dev.lodestar.engine.query.TimelineQuery;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a replica asks a peer.
 *
 * @param answerId the answer whose rounds read the same views
 * @param runId the run at whose barrier to count; null for everything applied so far
 * @param partitions the partitions wanted; the peer answers for those that it holds
 * @param standby whether copies that may lag behind will do
 */
record TallyRequest(
        String answerId, @Nullable String runId, Set<Integer> partitions, boolean standby, TimelineQuery query) {
    static TallyRequest of(ViewScope scope, Set<Integer> partitions, boolean standby, TimelineQuery query) {
        return switch (scope) {
            case ViewScope.Latest latest -> new TallyRequest(latest.answerId(), null, partitions, standby, query);
            case ViewScope.AtBarrier atBarrier ->
                new TallyRequest(atBarrier.answerId(), atBarrier.runId(), partitions, standby, query);
        };
    }

    ViewScope scope() {
        return runId == null ? new ViewScope.Latest(answerId) : new ViewScope.AtBarrier(answerId, runId);
    }
}
