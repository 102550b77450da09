package dev.lodestar.engine.path;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step that users took along one path. Those who went on, shown or not, and those who did not are all of them:
 * {@code users} = Σ users of {@code next} + {@code otherUsers} + {@code endedUsers}.
 *
 * @param event the type of the event
 * @param users users who came along this path
 * @param share of those with an anchor
 * @param shareOfPrevious of those who took the step before
 * @param next the busiest continuations, most users first; empty at the last step
 * @param otherUsers users who went on with something that is not shown; null at the last step, where nobody looked
 * @param endedUsers users who did nothing more within the window and the data; null at the last step
 */
public record PathStep(
        String event,
        long users,
        @Nullable Double share,
        @Nullable Double shareOfPrevious,
        List<PathStep> next,
        @Nullable Long otherUsers,
        @Nullable Long endedUsers) {}
