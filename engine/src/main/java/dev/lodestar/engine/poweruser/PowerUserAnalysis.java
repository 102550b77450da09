package dev.lodestar.engine.poweruser;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Ratio;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.PowerUserQuery;
import dev.lodestar.engine.query.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Power users by their active days among the last 28 of the range; the window looks back before the range where that is shorter.
 *
 * <p>The threshold is the smallest k between 1 and 28 such that at most {@code topShare} of the active users have k active days or more,
 * which may be none of them; there is no threshold where more have all 28, or where nobody is active.
 */
public final class PowerUserAnalysis {
    /** The share of users that may be power users, unless another is asked for. */
    public static final double DEFAULT_TOP_SHARE = 0.10;

    private static final int WINDOW_DAYS = 28;
    private static final double ROUNDING = 1e-9;

    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public PowerUserAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** The curve and what follows from it. */
    public PowerUserAnswer analyse(Scope scope, double topShare) {
        Inquiry inquiry = new Inquiry(context, scope);
        Tally tally = inquiry.ask(new PowerUserQuery(inquiry.range().to(), WINDOW_DAYS, inquiry.filters()));
        long[] users = tally.row(PowerUserQuery.USERS, WINDOW_DAYS + 1);
        long[] atLeast = fromTop(users);
        Integer threshold = threshold(atLeast, topShare);
        boolean known = inquiry.extent().activity();
        Map<String, @Nullable Object> definition = inquiry.definition("power_users");
        definition.put("window_days", WINDOW_DAYS);
        definition.put("top_share", topShare);
        return new PowerUserAnswer(
                definition,
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                curve(users, atLeast, threshold, known),
                threshold,
                known ? at(atLeast, threshold) : null,
                known ? atLeast[1] : null,
                topShare,
                eventShare(fromTop(tally.row(PowerUserQuery.EVENTS, WINDOW_DAYS + 1)), threshold),
                inquiry.inactivity());
    }

    /** Cell k: the sum of the cells from k on. */
    private static long[] fromTop(long[] cells) {
        long[] sums = cells.clone();
        for (int k = sums.length - 2; k >= 0; k--) {
            sums[k] += sums[k + 1];
        }
        return sums;
    }

    private static @Nullable Integer threshold(long[] atLeast, double topShare) {
        for (int k = 1; k <= WINDOW_DAYS && atLeast[1] > 0; k++) {
            if (atLeast[k] <= topShare * atLeast[1] + ROUNDING) {
                return k;
            }
        }
        return null;
    }

    private static long at(long[] atLeast, @Nullable Integer threshold) {
        return threshold == null ? 0 : atLeast[threshold];
    }

    private static @Nullable Double eventShare(long[] eventsAtLeast, @Nullable Integer threshold) {
        return Ratio.of(at(eventsAtLeast, threshold), eventsAtLeast[1]);
    }

    private static List<PowerCurvePoint> curve(
            long[] users, long[] atLeast, @Nullable Integer threshold, boolean known) {
        PowerCurvePoint[] points = new PowerCurvePoint[WINDOW_DAYS];
        Arrays.setAll(
                points,
                i -> known
                        ? new PowerCurvePoint(
                                i + 1, users[i + 1], atLeast[i + 1], threshold != null && i + 1 >= threshold)
                        : new PowerCurvePoint(i + 1, null, null, null));
        return List.of(points);
    }
}
