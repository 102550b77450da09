package dev.lodestar.host.gather;

import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.engine.time.ProjectCalendar;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a replica asks a peer.
 *
 * @param answerId the answer whose rounds read the same views
 * @param runId the run at whose barrier to count; null for everything applied so far
 * @param cut the calendar to cut days with; null for the project's
 * @param partitions the partitions wanted; the peer answers for those that it holds
 * @param standby whether copies that may lag behind will do
 */
record TallyRequest(
        String answerId,
        @Nullable String runId,
        @Nullable CalendarCut cut,
        Set<Integer> partitions,
        boolean standby,
        TimelineQuery query) {
    static TallyRequest of(ViewScope scope, Set<Integer> partitions, boolean standby, TimelineQuery query) {
        ProjectCalendar calendar = scope.calendar();
        return new TallyRequest(
                scope.answerId(),
                scope instanceof ViewScope.AtBarrier atBarrier ? atBarrier.runId() : null,
                calendar == null ? null : CalendarCut.of(calendar),
                partitions,
                standby,
                query);
    }

    ViewScope scope() {
        return runId == null
                ? new ViewScope.Latest(answerId, cut == null ? null : cut.calendar())
                : new ViewScope.AtBarrier(answerId, runId);
    }
}
