package dev.lodestar.engine.activation;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Proportion;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.ActivationQuery;
import dev.lodestar.engine.query.ActivationQuery.Status;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.statistics.KaplanMeier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Activation of all users with signup before the end of the range, whenever that was: the start of the range does not narrow it, as in
 * the summary.
 *
 * <p>Median and 90th percentile are by Kaplan–Meier over all of them, those not activated being censored at the end of the range: the
 * smallest time t with S(t) ≤ 1 − p.
 */
public final class ActivationAnalysis {
    private static final List<Integer> WITHIN_DAYS = List.of(1, 7, 14, 30);
    private static final double HOUR_MILLIS = 3_600_000.0;
    private static final double MEDIAN = 0.5;
    private static final double P90 = 0.9;

    /** How often to begin anew where a partition changed hands between the rounds, so that they do not fit each other. All rounds read the same views else. */
    private static final int MOST_REPEATS = 2;

    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public ActivationAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** Statuses, rates within 1, 7, 14 and 30 days, median and 90th percentile. */
    public ActivationAnswer analyse(Scope scope) {
        Inquiry inquiry = new Inquiry(context, scope);
        ActivationQuery query = new ActivationQuery(inquiry.range().to(), WITHIN_DAYS, inquiry.filters());
        boolean known = inquiry.extent().activity();
        Tally tally = inquiry.ask(query);
        Optional<KaplanMeier> curve = known ? curve(inquiry, tally) : Optional.empty();
        for (int again = 0; again < MOST_REPEATS && known && curve.isEmpty(); again++) {
            tally = inquiry.ask(query);
            curve = curve(inquiry, tally);
        }
        long[] statuses = tally.row(ActivationQuery.STATUSES, Status.values().length);
        Map<String, @Nullable Object> definition = inquiry.definition("activation");
        definition.put("event", context.plan().activation());
        definition.put("within_days", WITHIN_DAYS);
        return new ActivationAnswer(
                definition,
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                Arrays.stream(statuses).sum(),
                known ? new ActivationStatuses(statuses[0], statuses[1], statuses[2], statuses[3]) : null,
                rates(tally, known),
                hours(curve, MEDIAN),
                hours(curve, P90),
                inquiry.inactivity());
    }

    private static List<ActivationRate> rates(Tally tally, boolean known) {
        long[] eligible = tally.row(ActivationQuery.ELIGIBLE, WITHIN_DAYS.size());
        long[] activated = tally.row(ActivationQuery.ACTIVATED, WITHIN_DAYS.size());
        List<ActivationRate> rates = new ArrayList<>();
        for (int i = 0; i < eligible.length; i++) {
            Proportion share = known ? Proportion.of(activated[i], eligible[i]) : Proportion.UNKNOWN;
            rates.add(new ActivationRate(
                    WITHIN_DAYS.get(i),
                    known ? eligible[i] : null,
                    known ? activated[i] : null,
                    share.rate(),
                    share.ciLow(),
                    share.ciHigh()));
        }
        return rates;
    }

    private static Optional<KaplanMeier> curve(Inquiry inquiry, Tally classes) {
        return ActivationTimes.of(classes, List.of(MEDIAN, P90))
                .curve(inquiry::ask, inquiry.range().to(), inquiry.filters());
    }

    private static @Nullable Double hours(Optional<KaplanMeier> curve, double quantile) {
        OptionalLong millis = curve.map(known -> known.quantile(quantile)).orElse(OptionalLong.empty());
        return millis.isPresent() ? millis.getAsLong() / HOUR_MILLIS : null;
    }
}
