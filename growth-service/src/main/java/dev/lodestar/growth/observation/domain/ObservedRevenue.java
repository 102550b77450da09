package dev.lodestar.growth.observation.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Revenue to date of all cohorts together.
 *
 * @param arpu revenue to date per user
 * @param arppu revenue to date per paying user
 * @param estimated whether the revenue was reckoned from plan prices, because no invoice is known
 * @param months monthly movements in the order of time
 */
public record ObservedRevenue(
        @Nullable Double arpu, @Nullable Double arppu, boolean estimated, List<MrrMonth> months) {

    /** Complete months that the monthly revenue per paying user is taken from. */
    public static final int RECENT_MONTHS = 3;

    public ObservedRevenue {
        months = months.stream().sorted(Comparator.comparing(MrrMonth::month)).toList();
    }

    /** The last month that the range does not cut. */
    public Optional<MrrMonth> lastCompleteMonth() {
        return completeMonths().reduce((earlier, later) -> later);
    }

    /** The last complete months, at most {@link #RECENT_MONTHS}, that have both revenue and payers. */
    public List<MrrMonth> recentMonths() {
        List<MrrMonth> paid = completeMonths()
                .filter(month -> month.mrr() != null && month.payingUsers() != null && month.payingUsers() > 0)
                .toList();
        return paid.subList(Math.max(0, paid.size() - RECENT_MONTHS), paid.size());
    }

    /** The month before one of these, complete or not; empty for the first. */
    public Optional<MrrMonth> before(MrrMonth month) {
        int at = months.indexOf(month);
        return at > 0 ? Optional.of(months.get(at - 1)) : Optional.empty();
    }

    private Stream<MrrMonth> completeMonths() {
        return months.stream().filter(month -> !month.partial());
    }
}
