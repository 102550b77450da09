package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.funnel.FunnelUsersAnswer;
import dev.lodestar.engine.funnel.FunnelUsersAnswer.FunnelUser;
import dev.lodestar.engine.query.AsOf;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.kit.wire.PositionHeader;
import dev.lodestar.kit.wire.Positioned;
import dev.lodestar.kit.wire.Tagged;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The people behind a step of a funnel, a page of them.
 *
 * @param total how many they are, on all pages: the integer of the chart
 * @param users those of this page, by pseudonym
 * @param nextCursor for the next page; null on the last
 */
@RegisterForReflection
record FunnelUsersResponse(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        long total,
        List<FunnelUser> users,
        @Nullable String nextCursor)
        implements Positioned, Tagged {
    static FunnelUsersResponse from(Answers.Page<FunnelUsersAnswer> page) {
        FunnelUsersAnswer answer = page.answer();
        UUID last = answer.last();
        return new FunnelUsersResponse(
                answer.definition(),
                answer.asOf(),
                answer.completeness(),
                answer.computedAt(),
                answer.total(),
                answer.users(),
                last == null ? null : new PageCursor(UUID.fromString(page.answerId()), last).text());
    }

    /** Whether there is a next page, but not its cursor: that names other views each time, and an earlier one leads to the same place. */
    @Override
    public Object tagged() {
        return new FunnelUsersResponse(
                definition, asOf, completeness, computedAt, total, users, nextCursor == null ? null : "more");
    }

    @Override
    public String positionText() {
        return PositionHeader.value(asOf.time(), asOf.partitions());
    }
}
