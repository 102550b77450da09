package dev.lodestar.engine.funnel;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The people behind a step of a funnel, a page of them.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param total how many they are, on all pages: the integer of the chart
 * @param users those of this page, by pseudonym
 * @param last the pseudonym that the next page starts after; null on the last page
 */
public record FunnelUsersAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        long total,
        List<FunnelUser> users,
        @Nullable UUID last) {

    /**
     * A user.
     *
     * @param userId the pseudonym
     * @param reachedStep the last step reached
     * @param startedAt when the measured chain started; in the growth funnel, signup
     */
    public record FunnelUser(UUID userId, int reachedStep, Instant startedAt) {}
}
