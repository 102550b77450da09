package dev.lodestar.engine.funnel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where users are lost.
 *
 * @param byStage the loss on the way to each stage from signup on
 * @param biggestLossUsers the stage that most users fail to reach; the earlier of equals; null where nothing is lost
 * @param biggestLossRate the stage with the highest drop-off rate; the earlier of equals; null where nothing is lost
 * @param worst the pairs of stage and group that lose most against the best group, worst first
 */
public record DropOff(
        List<StageLoss> byStage,
        @Nullable String biggestLossUsers,
        @Nullable String biggestLossRate,
        List<GroupLoss> worst) {}
