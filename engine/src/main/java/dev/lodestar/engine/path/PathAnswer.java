package dev.lodestar.engine.path;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree of paths around an anchor.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param anchorUsers users with an anchor
 * @param next the busiest first steps, most users first
 * @param otherUsers users whose first step is not shown
 * @param endedUsers users without a step
 * @param sequences the busiest whole paths of the tree, most users first
 */
public record PathAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        long anchorUsers,
        List<PathStep> next,
        long otherUsers,
        long endedUsers,
        List<Sequence> sequences) {

    /**
     * A path as far as it goes: to the last step looked at, or to where users stopped.
     *
     * @param steps event types in the order in which they were walked, away from the anchor
     * @param ended whether users stopped there
     * @param users users who walked exactly so
     * @param share of those with an anchor
     */
    public record Sequence(
            List<String> steps,
            boolean ended,
            long users,
            @Nullable Double share) {}
}
