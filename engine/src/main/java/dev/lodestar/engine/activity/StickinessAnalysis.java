package dev.lodestar.engine.activity;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Ratio;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TrailingActivityQuery;
import dev.lodestar.engine.time.DayRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Daily, weekly and monthly active users. The trailing windows look back before the range; those that reach back before the first day of
 * the data are null.
 */
public final class StickinessAnalysis {
    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public StickinessAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** One row for each day of the range, and the histogram of active days. */
    public StickinessAnswer analyse(Scope scope) {
        Inquiry inquiry = new Inquiry(context, scope);
        Tally tally = inquiry.ask(new TrailingActivityQuery(inquiry.range(), inquiry.filters()));
        Map<String, @Nullable Object> definition = inquiry.definition("stickiness");
        definition.put("weekly_window_days", TrailingActivityQuery.WEEK_DAYS);
        definition.put("monthly_window_days", TrailingActivityQuery.MONTH_DAYS);
        return new StickinessAnswer(
                definition,
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                series(inquiry, tally),
                histogram(inquiry, tally),
                inquiry.inactivity());
    }

    private static List<StickinessDay> series(Inquiry inquiry, Tally tally) {
        DayRange range = inquiry.range();
        long[] dau = tally.row(TrailingActivityQuery.DAU, range.days());
        long[] wau = tally.row(TrailingActivityQuery.WAU, range.days());
        long[] mau = tally.row(TrailingActivityQuery.MAU, range.days());
        List<StickinessDay> days = new ArrayList<>(range.days());
        for (int i = 0; i < range.days(); i++) {
            int day = range.from() + i;
            days.add(day(
                    LocalDate.ofEpochDay(day),
                    inquiry.extent().activity() ? dau[i] : null,
                    isWeekFilled(inquiry, day) ? wau[i] : null,
                    isMonthFilled(inquiry, day) ? mau[i] : null));
        }
        return days;
    }

    /** Whether the 7 days that end with a day lie in the data. */
    public static boolean isWeekFilled(Inquiry inquiry, int day) {
        return isFilled(inquiry, day, TrailingActivityQuery.WEEK_DAYS);
    }

    /** Whether the 30 days that end with a day lie in the data. */
    public static boolean isMonthFilled(Inquiry inquiry, int day) {
        return isFilled(inquiry, day, TrailingActivityQuery.MONTH_DAYS);
    }

    private static boolean isFilled(Inquiry inquiry, int day, int windowDays) {
        return inquiry.extent().activity() && day >= inquiry.extent().firstDay() + windowDays - 1;
    }

    private static StickinessDay day(LocalDate date, @Nullable Long dau, @Nullable Long wau, @Nullable Long mau) {
        return new StickinessDay(date, dau, wau, mau, Ratio.of(dau, wau), Ratio.of(dau, mau), Ratio.of(wau, mau));
    }

    private static List<ActiveDaysBucket> histogram(Inquiry inquiry, Tally tally) {
        int days = inquiry.range().days();
        long[] users = tally.row(TrailingActivityQuery.ACTIVE_DAYS, days + 1);
        ActiveDaysBucket[] buckets = new ActiveDaysBucket[days];
        long atLeast = 0;
        for (int k = days; k >= 1; k--) {
            atLeast += users[k];
            buckets[k - 1] = inquiry.extent().activity()
                    ? new ActiveDaysBucket(k, users[k], atLeast)
                    : new ActiveDaysBucket(k, null, null);
        }
        return Arrays.asList(buckets);
    }
}
