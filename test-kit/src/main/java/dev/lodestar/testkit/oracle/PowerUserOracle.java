package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.poweruser.PowerCurvePoint;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Section 3, power users. */
public final class PowerUserOracle {

    private static final int WINDOW_DAYS = 28;

    private final Slice slice;
    private final double topShare;
    private final List<List<PlainEvent>> eventsOfUsers;

    /** @param topShare at most this share of the active users are power users */
    public PowerUserOracle(Slice slice, double topShare) {
        this.slice = slice;
        this.topShare = topShare;
        LocalDate first = slice.to().minusDays(WINDOW_DAYS);
        this.eventsOfUsers = slice.users().stream()
                .map(user -> slice.active(user).stream()
                        .filter(event -> !slice.facts().day(event.at()).isBefore(first))
                        .toList())
                .filter(events -> !events.isEmpty())
                .toList();
    }

    /** Users active in the window. */
    public @Nullable Long activeUsers() {
        return slice.facts().hasActivity() ? (long) eventsOfUsers.size() : null;
    }

    /** The fewest days that make a power user; null where there is no such number. */
    public @Nullable Integer threshold() {
        if (!slice.facts().hasActivity() || eventsOfUsers.isEmpty()) {
            return null;
        }
        BigDecimal most = BigDecimal.valueOf(topShare).multiply(BigDecimal.valueOf(eventsOfUsers.size()));
        for (int k = 1; k <= WINDOW_DAYS; k++) {
            if (BigDecimal.valueOf(atLeast(k)).compareTo(most) <= 0) {
                return k;
            }
        }
        return null;
    }

    private long atLeast(int days) {
        return eventsOfUsers.stream()
                .filter(events -> slice.daysOf(events).size() >= days)
                .count();
    }

    /** Users at or above the threshold. */
    public @Nullable Long powerUsers() {
        if (!slice.facts().hasActivity()) {
            return null;
        }
        Integer threshold = threshold();
        return threshold == null ? 0L : atLeast(threshold);
    }

    /** Their share of the window's active events. */
    public @Nullable Double eventShare() {
        if (!slice.facts().hasActivity()) {
            return null;
        }
        Integer threshold = threshold();
        long all = eventsOfUsers.stream().mapToLong(List::size).sum();
        long theirs = eventsOfUsers.stream()
                .filter(events -> threshold != null && slice.daysOf(events).size() >= threshold)
                .mapToLong(List::size)
                .sum();
        return ActivityOracle.ratio(theirs, all);
    }

    /** The histogram of active days. */
    public List<PowerCurvePoint> curve() {
        Integer threshold = threshold();
        List<PowerCurvePoint> points = new ArrayList<>();
        for (int k = 1; k <= WINDOW_DAYS; k++) {
            points.add(
                    slice.facts().hasActivity()
                            ? new PowerCurvePoint(
                                    k, atLeast(k) - atLeast(k + 1), atLeast(k), threshold != null && k >= threshold)
                            : new PowerCurvePoint(k, null, null, null));
        }
        return points;
    }
}
