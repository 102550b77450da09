package dev.lodestar.engine.cohort;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Proportion;
import dev.lodestar.engine.analysis.Ratio;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.DayNQuery;
import dev.lodestar.engine.query.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Day-N retention of the users who signed up in the range: one day, not a window around it. */
public final class DayNAnalysis {
    private static final List<Integer> DAYS = List.of(1, 7, 14, 30, 60, 90);

    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public DayNAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** One row for each of 1, 7, 14, 30, 60 and 90. */
    public DayNAnswer analyse(Scope scope) {
        Inquiry inquiry = new Inquiry(context, scope);
        Tally tally = inquiry.ask(new DayNQuery(inquiry.range(), DAYS, inquiry.filters()));
        Map<String, @Nullable Object> definition = inquiry.definition("day_n_retention");
        definition.put("days", DAYS);
        return new DayNAnswer(
                definition,
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                inquiry.extent().activity() ? rows(tally) : unknown(),
                inquiry.inactivity());
    }

    private static List<DayNRow> unknown() {
        return DAYS.stream()
                .map(day -> new DayNRow(day, null, null, null, null, null, null, null))
                .toList();
    }

    private static List<DayNRow> rows(Tally tally) {
        long[] eligible = tally.row(DayNQuery.ELIGIBLE, DAYS.size());
        long[] retained = tally.row(DayNQuery.RETAINED, DAYS.size());
        long[] onOrAfter = tally.row(DayNQuery.ON_OR_AFTER, DAYS.size());
        List<DayNRow> rows = new ArrayList<>(DAYS.size());
        for (int i = 0; i < DAYS.size(); i++) {
            Proportion share = Proportion.of(retained[i], eligible[i]);
            rows.add(new DayNRow(
                    DAYS.get(i),
                    eligible[i],
                    retained[i],
                    share.rate(),
                    share.ciLow(),
                    share.ciHigh(),
                    onOrAfter[i],
                    Ratio.of(onOrAfter[i], eligible[i])));
        }
        return rows;
    }
}
