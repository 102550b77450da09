package dev.lodestar.growth.observation.domain;

import dev.lodestar.growth.assumption.domain.Figure;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who comes in a month of today (DEFINITIONS §7, "month 0 is today").
 *
 * <p>Signups S are those of a month, the mean of the last {@value #RECENT_MONTHS} complete months. The signup rate p is signups over visitors, both
 * of the last {@value #RECENT_MONTHS} complete months of which the visitors are known. Visitors are S/p, so that the flow starts with S whatever
 * months the visitors are known of; where those are the same months it is the visitors' mean.
 *
 * @param visitorsPerMonth null where visitors are not known, or fewer than signups
 * @param signupsPerMonth null where signups are not known
 * @param signupRate the counts behind p; null with the visitors
 */
public record Newcomers(
        @Nullable Figure visitorsPerMonth,
        @Nullable Figure signupsPerMonth,
        @Nullable StageCount signupRate) {

    /** Complete months that today's flow is taken from. */
    public static final int RECENT_MONTHS = 3;

    static final double DAYS_PER_MONTH = 365.25 / 12;

    /** Nobody is known to come. */
    public static final Newcomers UNKNOWN = new Newcomers(null, null, null);

    /** Whether the last of these months tell how many sign up a month. */
    public static boolean measurable(List<MonthCount> months) {
        return !months.isEmpty() && last(months).stream().allMatch(month -> month.signups() != null);
    }

    /**
     * Of the last complete months.
     *
     * @param months all complete months of the range in time order, {@link #measurable}
     */
    public static Newcomers of(List<MonthCount> months) {
        List<MonthCount> recent = last(months);
        double signups = signups(recent) / (double) recent.size();
        Figure monthly = Figure.observed(signups, "signups a month, mean of " + words(recent));
        List<MonthCount> seen = last(months.stream()
                .filter(month -> month.signups() != null && month.visitors() != null)
                .toList());
        long visitors = seen.stream()
                .mapToLong(month -> Objects.requireNonNull(month.visitors()))
                .sum();
        long reached = signups(seen);
        boolean unknown = visitors == 0 || reached > visitors || (reached == 0 && signups > 0);
        if (unknown) {
            return new Newcomers(null, monthly, null);
        }
        StageCount rate = new StageCount(visitors, reached, "visitors, " + words(seen));
        Figure visits = reached == 0 || seen.equals(recent)
                ? Figure.observed(visitors / (double) seen.size(), "visitors, mean of " + words(seen))
                : Figure.observed(
                        signups * visitors / reached, monthly.detail() + ", over the signup rate of " + words(seen));
        return new Newcomers(visits, monthly, rate);
    }

    /**
     * Of a range without a complete month, scaled to the length of one.
     *
     * @param days of the range, above 0
     * @param visitors null unless they are known of the whole range
     */
    public static Newcomers ofRange(long days, long signups, @Nullable Long visitors) {
        if (signups == 0) {
            return UNKNOWN;
        }
        double months = days / DAYS_PER_MONTH;
        Figure monthly = Figure.observed(signups / months, "signups of the range, scaled to a month");
        return visitors == null || visitors < signups
                ? new Newcomers(null, monthly, null)
                : new Newcomers(
                        Figure.observed(visitors / months, "visitors of the range, scaled to a month"),
                        monthly,
                        new StageCount(visitors, signups, "visitors of the range"));
    }

    private static List<MonthCount> last(List<MonthCount> months) {
        return months.subList(Math.max(0, months.size() - RECENT_MONTHS), months.size());
    }

    private static long signups(List<MonthCount> months) {
        return months.stream()
                .mapToLong(month -> Objects.requireNonNull(month.signups()))
                .sum();
    }

    /** The months in words: the first and the last. */
    private static String words(List<MonthCount> months) {
        return months.size() == 1
                ? months.getFirst().month().toString()
                : months.getFirst().month() + " to " + months.getLast().month();
    }
}
