package dev.lodestar.engine.sql;

import static dev.lodestar.engine.sql.FunnelText.each;

import dev.lodestar.engine.query.FunnelDefinition.Trend;
import dev.lodestar.engine.query.FunnelDefinition.TrendBy;
import dev.lodestar.engine.time.CalendarPeriod;
import java.util.Map;

/** How the rows of a funnel's trend are made from the users in it, as template text. */
final class FunnelTrendText {
    private FunnelTrendText() {}

    /** The holes that only a trend has. */
    static Map<String, String> holes(Trend trend, int last) {
        boolean byEntry = trend.by() == TrendBy.ENTRY;
        return Map.ofEntries(
                Map.entry("period_comment", comment(trend.period(), byEntry)),
                Map.entry("period_start", RetentionParts.periodStart(trend.period())),
                Map.entry("next_period", RetentionParts.nextPeriod(trend.period())),
                Map.entry("entry_day", byEntry ? "@local_day(@instant(s.started_ms))" : "@local_day(u.signup_date)"),
                Map.entry("entry_join", byEntry ? "" : "\n    " + SqlUsers.join("s")),
                Map.entry("trend_days", byEntry ? """
                            select
                                b.from_day as first_day,
                                b.to_day as day_after_last
                            from bounds as b\
                        """ : """
                            select
                                min(d.calendar_day) as first_day,
                                @add_days(max(d.calendar_day), 1) as day_after_last
                            from dated as d\
                        """),
                Map.entry("is_partial", byEntry ? "r.period_start < b.from_day or r.next_start > b.to_day" : "1 = 0"),
                Map.entry(
                        "step_counts",
                        each(
                                1,
                                last,
                                "\n",
                                step -> "        @count_if(u.steps_reached >= " + step + ") as users_" + step + ",")),
                Map.entry("shown_counts", each(1, last, "\n", step -> "    r.users_" + step + ",")));
    }

    private static String comment(CalendarPeriod period, boolean byEntry) {
        String unit = switch (period) {
            case DAILY -> "day";
            case WEEKLY -> "week";
            case MONTHLY -> "month";
            case QUARTERLY -> "quarter";
        };
        return unit
                + (byEntry
                        ? " of the range, by the day on which users' chains start, zeros included;\n-- partial where the range cuts it"
                        : ", by the day of signup, from the first that has users to the last, zeros\n-- included");
    }
}
