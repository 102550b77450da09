package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.funnel.FunnelGroup;
import dev.lodestar.engine.funnel.FunnelStageRow;
import dev.lodestar.engine.funnel.GroupLoss;
import dev.lodestar.engine.funnel.StageLoss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Section 4, drop-off: where users are lost, from the rows of a funnel. */
public final class DropOffOracle {

    private static final double CRITICAL = 0.5;

    private final List<FunnelStageRow> stages;

    public DropOffOracle(List<FunnelStageRow> stages) {
        this.stages = stages;
    }

    /** The loss on the way to each stage after awareness. */
    public List<StageLoss> byStage() {
        List<StageLoss> losses = new ArrayList<>();
        for (int i = 1; i < stages.size(); i++) {
            losses.add(loss(stages.get(i - 1), stages.get(i)));
        }
        return losses;
    }

    private static StageLoss loss(FunnelStageRow before, FunnelStageRow row) {
        Long lost = row.conversionFromPrevious() == null ? null : lost(before, row);
        Double low = row.ciHigh() == null ? null : 1 - row.ciHigh();
        Double high = row.ciLow() == null ? null : 1 - row.ciLow();
        return new StageLoss(
                row.stage(),
                row.stageNumber(),
                lost,
                row.dropOffRate(),
                low,
                high,
                low == null ? null : low > CRITICAL);
    }

    private static long lost(FunnelStageRow before, FunnelStageRow row) {
        return Objects.requireNonNull(before.usersAtStage()) - Objects.requireNonNull(row.usersAtStage());
    }

    /** The pairs of stage and group by users lost against the best group's rate, worst first; groups that convert as well as it or better left out. */
    public static List<GroupLoss> worst(String attribute, List<FunnelGroup> groups) {
        List<GroupLoss> losses = new ArrayList<>();
        if (groups.isEmpty()) {
            return losses;
        }
        for (int i = 1; i < groups.getFirst().stages().size(); i++) {
            FunnelGroup best = best(groups, i);
            for (FunnelGroup group : groups) {
                FunnelStageRow row = group.stages().get(i);
                if (best != null && row.conversionFromPrevious() != null) {
                    losses.add(groupLoss(attribute, group, best, i));
                }
            }
        }
        losses.removeIf(loss -> loss.usersLostAgainstBest() <= 0);
        losses.sort(Comparator.comparingDouble(GroupLoss::usersLostAgainstBest).reversed());
        return losses;
    }

    private static GroupLoss groupLoss(String attribute, FunnelGroup group, FunnelGroup best, int i) {
        FunnelStageRow before = group.stages().get(i - 1);
        FunnelStageRow row = group.stages().get(i);
        double bestRate = Objects.requireNonNull(best.stages().get(i).conversionFromPrevious());
        double low = 1 - Objects.requireNonNull(row.ciHigh());
        double high = 1 - Objects.requireNonNull(row.ciLow());
        return new GroupLoss(
                row.stage(),
                attribute,
                group.value(),
                lost(before, row),
                Objects.requireNonNull(row.dropOffRate()),
                low,
                high,
                best.value(),
                bestRate,
                lostAgainst(best.stages().get(i - 1), best.stages().get(i), before, row),
                low > CRITICAL);
    }

    /** Users who would be at the stage had the group converted as the best, in one division: none where it is the best. */
    private static double lostAgainst(
            FunnelStageRow bestBefore, FunnelStageRow best, FunnelStageRow before, FunnelStageRow row) {
        long bestBase = users(bestBefore);
        return (double) (users(best) * users(before) - users(row) * bestBase) / bestBase;
    }

    private static long users(FunnelStageRow row) {
        return Objects.requireNonNull(row.usersAtStage());
    }

    /** The group of whose conversion the most is certain: by the lower end of its interval, then by its base, then the first. */
    private static @Nullable FunnelGroup best(List<FunnelGroup> groups, int stage) {
        Comparator<FunnelGroup> certain = Comparator.comparingDouble(
                group -> Objects.requireNonNull(group.stages().get(stage).ciLow()));
        Comparator<FunnelGroup> better =
                certain.thenComparingLong(group -> users(group.stages().get(stage - 1)));
        return groups.stream()
                .filter(group -> group.stages().get(stage).ciLow() != null)
                .reduce((one, other) -> better.compare(one, other) >= 0 ? one : other)
                .orElse(null);
    }
}
