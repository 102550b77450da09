package dev.lodestar.engine.funnel;

import dev.lodestar.engine.analysis.Proportion;
import dev.lodestar.engine.analysis.Reason;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.Histogram;
import dev.lodestar.engine.query.StepFunnelQuery;
import dev.lodestar.engine.query.StepFunnelQuery.Since;
import dev.lodestar.engine.query.StepFunnelQuery.WantedTimes;
import dev.lodestar.engine.query.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the rows of an ad-hoc funnel from its counts. */
final class StepFunnelRows {
    private final FunnelDefinition definition;
    private final int stepCount;
    private final Tally tally;
    private final List<String> groups;
    private final List<Since> kinds;

    /**
     * @param tally the first round
     * @param groups the groups it tells apart
     */
    StepFunnelRows(FunnelDefinition definition, Tally tally, List<String> groups) {
        this.definition = definition;
        this.stepCount = definition.steps().size();
        this.tally = tally;
        this.groups = groups;
        this.kinds = definition.order() == Order.ANY ? List.of(Since.FIRST) : List.of(Since.FIRST, Since.PREVIOUS);
    }

    /** The times that the second round is to have exactly. */
    List<WantedTimes> wanted() {
        List<String> all = new ArrayList<>(List.of(StepFunnelQuery.ALL));
        if (definition.breakdown() != null) {
            all.addAll(groups);
        }
        List<WantedTimes> wanted = new ArrayList<>();
        for (String group : all) {
            for (Since since : kinds) {
                for (int step = 2; step <= stepCount; step++) {
                    times(group, since, step).wanted(group, since, step).ifPresent(wanted::add);
                }
            }
        }
        return wanted;
    }

    /**
     * The rows of a group, or of everybody.
     *
     * @param exact the second round
     */
    List<StepFunnelRow> of(String group, Tally exact) {
        long[] counts = counts(group);
        List<StepFunnelRow> rows = new ArrayList<>(stepCount);
        for (int step = 1; step <= stepCount; step++) {
            rows.add(row(group, step, counts, exact));
        }
        return rows;
    }

    private StepFunnelRow row(String group, int step, long[] counts, Tally exact) {
        long users = counts[step - 1];
        Proportion conversion = step == 1 ? Proportion.UNKNOWN : Proportion.of(users, counts[step - 2]);
        Proportion overall = Proportion.of(users, counts[0]);
        Double rate = conversion.rate();
        boolean empty = step == 1 ? users == 0 : counts[step - 2] == 0;
        return new StepFunnelRow(
                step,
                definition.steps().get(step - 1).label(),
                users,
                rate,
                overall.rate(),
                rate == null ? null : 1 - rate,
                conversion.ciLow(),
                conversion.ciHigh(),
                overall.ciLow(),
                overall.ciHigh(),
                counts[stepCount + step - 1],
                step == 1 || !kinds.contains(Since.PREVIOUS) ? null : summary(group, Since.PREVIOUS, step, exact),
                step == 1 ? null : summary(group, Since.FIRST, step, exact),
                empty ? Reason.EMPTY_BASE : null);
    }

    private TimeToConvert summary(String group, Since since, int step, Tally exact) {
        Histogram millis = exact.histogram(StepFunnelQuery.timesOf(since, step, group));
        return times(group, since, step).summary(millis, definition.windowMillis());
    }

    private FunnelTimes times(String group, Since since, int step) {
        if (isTotalOfGroups(group)) {
            return groups.stream()
                    .map(each -> times(each, since, step))
                    .reduce(new FunnelTimes(Histogram.EMPTY, 0), FunnelTimes::plus);
        }
        int sum = (since == Since.FIRST ? 2 : 3) * stepCount + step - 1;
        return new FunnelTimes(tally.histogram(StepFunnelQuery.timesOf(since, step, group)), counts(group)[sum]);
    }

    private long[] counts(String group) {
        if (!isTotalOfGroups(group)) {
            return tally.row(StepFunnelQuery.usersOf(group), 4 * stepCount);
        }
        long[] total = new long[4 * stepCount];
        for (String each : groups) {
            long[] row = counts(each);
            Arrays.setAll(total, i -> Math.addExact(total[i], row[i]));
        }
        return total;
    }

    private boolean isTotalOfGroups(@Nullable String group) {
        return StepFunnelQuery.ALL.equals(group) && definition.breakdown() != null;
    }
}
