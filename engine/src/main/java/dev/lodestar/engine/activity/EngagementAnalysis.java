package dev.lodestar.engine.activity;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Ratio;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.LifecycleQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.PeriodTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Active users by calendar period, with their lifecycle and growth. */
public final class EngagementAnalysis {
    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public EngagementAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** One row for every period that overlaps the range. */
    public EngagementAnswer analyse(Scope scope, CalendarPeriod period) {
        Inquiry inquiry = new Inquiry(context, scope);
        PeriodTable periods = new PeriodTable(inquiry.calendar(), period, inquiry.range());
        Tally tally = inquiry.ask(new LifecycleQuery(period, inquiry.range(), inquiry.filters()));
        Map<String, @Nullable Object> definition = inquiry.definition("engagement");
        definition.put("period", period.wireName());
        return new EngagementAnswer(
                definition,
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                period.wireName(),
                inquiry.extent().activity() ? series(periods, tally) : unknown(periods),
                inquiry.inactivity());
    }

    private static List<EngagementRow> unknown(PeriodTable periods) {
        List<EngagementRow> rows = new ArrayList<>(periods.size());
        for (int t = 0; t < periods.size(); t++) {
            rows.add(new EngagementRow(
                    periods.startDate(t), null, null, null, null, null, null, null, periods.isPartial(t)));
        }
        return rows;
    }

    private static List<EngagementRow> series(PeriodTable periods, Tally tally) {
        int size = periods.size();
        long[] active = tally.row(LifecycleQuery.ACTIVE, size);
        long[] first = tally.row(LifecycleQuery.NEW, size);
        long[] returning = tally.row(LifecycleQuery.RETURNING, size);
        long[] resurrecting = tally.row(LifecycleQuery.RESURRECTING, size);
        long[] dormant = tally.row(LifecycleQuery.DORMANT, size);
        List<EngagementRow> rows = new ArrayList<>(size);
        for (int t = 0; t < size; t++) {
            rows.add(new EngagementRow(
                    periods.startDate(t),
                    active[t],
                    first[t],
                    returning[t],
                    resurrecting[t],
                    -dormant[t],
                    growthRate(periods, active, t),
                    Ratio.of(first[t] + resurrecting[t], dormant[t]),
                    periods.isPartial(t)));
        }
        return rows;
    }

    private static @Nullable Double growthRate(PeriodTable periods, long[] active, int t) {
        if (t == 0 || periods.isPartial(t) || periods.isPartial(t - 1) || active[t - 1] == 0) {
            return null;
        }
        return (double) active[t] / active[t - 1] - 1;
    }
}
