package dev.lodestar.engine.funnel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds where users are lost. A loss is critical when the lower end of its drop-off's 95 % interval is above one half.
 *
 * <p>A group's loss is measured against the best group at the same stage: {@code base · (best rate − own rate)} users. The best is the one
 * whose conversion has the highest lower end of Wilson's 95 % interval, so that a handful of users who all converted are no standard for the
 * rest; of equals the one with more users at the stage before. Only losses above 0 are listed, at most {@value #MAX_WORST}.
 */
final class DropOffAnalysis {
    static final int MAX_WORST = 20;

    private static final double CRITICAL = 0.5;

    private DropOffAnalysis() {}

    static DropOff of(List<FunnelStageRow> stages, FunnelBreakdown groups) {
        List<StageLoss> byStage = new ArrayList<>();
        for (int i = 1; i < stages.size(); i++) {
            byStage.add(loss(stages.get(i - 1), stages.get(i)));
        }
        return new DropOff(
                byStage,
                biggest(byStage, loss -> orNothing(loss.usersLost())),
                biggest(byStage, loss -> orNothing(loss.dropOffRate())),
                worst(groups, stages.size()));
    }

    private static double orNothing(@Nullable Number number) {
        return number == null ? 0 : number.doubleValue();
    }

    private static @Nullable String biggest(List<StageLoss> losses, ToDoubleFunction<StageLoss> size) {
        String stage = null;
        double biggest = 0;
        for (StageLoss loss : losses) {
            if (size.applyAsDouble(loss) > biggest) {
                biggest = size.applyAsDouble(loss);
                stage = loss.stage();
            }
        }
        return stage;
    }

    private static StageLoss loss(FunnelStageRow before, FunnelStageRow row) {
        Long base = before.usersAtStage();
        Long users = row.usersAtStage();
        Double low = row.ciLow();
        Double high = row.ciHigh();
        if (base == null || users == null || low == null || high == null) {
            return new StageLoss(row.stage(), row.stageNumber(), null, null, null, null, null);
        }
        return new StageLoss(
                row.stage(),
                row.stageNumber(),
                base - users,
                row.dropOffRate(),
                1 - high,
                1 - low,
                1 - high > CRITICAL);
    }

    private static List<GroupLoss> worst(FunnelBreakdown breakdown, int stages) {
        List<GroupLoss> losses = new ArrayList<>();
        for (int stage = 1; stage < stages; stage++) {
            FunnelGroup best = bestGroup(breakdown.groups(), stage);
            if (best != null) {
                for (FunnelGroup group : breakdown.groups()) {
                    addLoss(losses, breakdown.attribute(), group, best, stage);
                }
            }
        }
        return losses.stream()
                .sorted(Comparator.comparingDouble(GroupLoss::usersLostAgainstBest)
                        .reversed())
                .limit(MAX_WORST)
                .toList();
    }

    private static @Nullable FunnelGroup bestGroup(List<FunnelGroup> groups, int stage) {
        FunnelGroup best = null;
        double bestLow = -1;
        double bestBase = -1;
        for (FunnelGroup group : groups) {
            Double low = group.stages().get(stage).ciLow();
            double base = orNothing(group.stages().get(stage - 1).usersAtStage());
            if (low != null && (low > bestLow || (low == bestLow && base > bestBase))) {
                bestLow = low;
                bestBase = base;
                best = group;
            }
        }
        return best;
    }

    private static void addLoss(
            List<GroupLoss> losses, String attribute, FunnelGroup group, FunnelGroup best, int stage) {
        StageLoss loss = loss(group.stages().get(stage - 1), group.stages().get(stage));
        Long base = group.stages().get(stage - 1).usersAtStage();
        Double rate = group.stages().get(stage).conversionFromPrevious();
        Double bestRate = best.stages().get(stage).conversionFromPrevious();
        if (base == null || rate == null || bestRate == null || rate >= bestRate) {
            return;
        }
        losses.add(new GroupLoss(
                loss.stage(),
                attribute,
                group.value(),
                (long) orNothing(loss.usersLost()),
                1 - rate,
                orNothing(loss.ciLow()),
                orNothing(loss.ciHigh()),
                best.value(),
                bestRate,
                base * (bestRate - rate),
                Boolean.TRUE.equals(loss.critical())));
    }
}
