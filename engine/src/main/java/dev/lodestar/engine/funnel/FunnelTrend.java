package dev.lodestar.engine.funnel;

import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Proportion;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Trend;
import dev.lodestar.engine.query.FunnelDefinition.TrendBy;
import dev.lodestar.engine.query.StepFunnelQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.DayRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * An ad-hoc funnel by period: by entry all periods of the range, by signup all from the first that has users to the last, zeros included.
 */
final class FunnelTrend {
    /** Rows at most. */
    static final int MAX_PERIODS = 2_000;

    private final Inquiry inquiry;
    private final int stepCount;
    private final @Nullable Trend trend;

    private FunnelTrend(Inquiry inquiry, int stepCount, @Nullable Trend trend) {
        this.inquiry = inquiry;
        this.stepCount = stepCount;
        this.trend = trend;
    }

    /** Refuses more periods of a range than {@link #MAX_PERIODS}. */
    static FunnelTrend of(Inquiry inquiry, FunnelDefinition definition) {
        Trend trend = definition.trend();
        FunnelTrend rows = new FunnelTrend(inquiry, definition.steps().size(), trend);
        DayRange range = inquiry.range();
        if (trend != null && trend.by() == TrendBy.ENTRY && !range.isEmpty()) {
            requireFewPeriods(trend, rows.periodOf(trend, range.to() - 1) - rows.periodOf(trend, range.from()) + 1);
        }
        return rows;
    }

    private int periodOf(Trend by, int day) {
        return inquiry.calendar().periodOf(by.period(), day);
    }

    private static void requireFewPeriods(Trend trend, int periods) {
        if (periods > MAX_PERIODS) {
            throw new InvalidDefinitionException(
                    "trend.period",
                    trend.period().wireName() + ", that is, " + periods + " periods",
                    "a period that cuts the time into at most " + MAX_PERIODS);
        }
    }

    /** The rows; null where no trend is asked for. */
    @Nullable
    List<StepFunnelPeriod> rows(Tally tally) {
        if (trend == null) {
            return null;
        }
        DayRange range = inquiry.range();
        boolean byEntry = trend.by() == TrendBy.ENTRY;
        IntSummaryStatistics numbers = tally.sums().keySet().stream()
                .filter(row -> row.startsWith(StepFunnelQuery.PERIOD))
                .mapToInt(row -> Integer.parseInt(row, StepFunnelQuery.PERIOD.length(), row.length(), 10))
                .summaryStatistics();
        if (byEntry ? range.isEmpty() : numbers.getCount() == 0) {
            return List.of();
        }
        int first = byEntry ? periodOf(trend, range.from()) : numbers.getMin();
        int last = byEntry ? periodOf(trend, range.to() - 1) : numbers.getMax();
        requireFewPeriods(trend, last - first + 1);
        List<StepFunnelPeriod> rows = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            rows.add(row(trend, number, tally.row(StepFunnelQuery.periodOf(number), 2 * stepCount)));
        }
        return rows;
    }

    private StepFunnelPeriod row(Trend by, int number, long[] counts) {
        int firstDay = inquiry.calendar().firstDayOf(by.period(), number);
        int end = inquiry.calendar().firstDayOf(by.period(), number + 1);
        DayRange range = inquiry.range();
        Proportion conversion = Proportion.of(counts[stepCount - 1], counts[0]);
        return new StepFunnelPeriod(
                inquiry.calendar().startDateOf(by.period(), number),
                by.by() == TrendBy.ENTRY && (firstDay < range.from() || end > range.to()),
                LongStream.of(counts).limit(stepCount).boxed().toList(),
                conversion.rate(),
                conversion.ciLow(),
                conversion.ciHigh(),
                Arrays.stream(counts, stepCount, 2 * stepCount).sum());
    }
}
