package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.northstar.NorthStarWeek;
import org.jspecify.annotations.Nullable;

/** Section 9, the summary. */
public final class SummaryOracle {

    private static final int WEEK_DAYS = 7;
    private static final int MONTH_DAYS = 30;
    private static final int ACTIVATION_DAYS = 14;

    private final Slice slice;

    public SummaryOracle(Slice slice) {
        this.slice = slice;
    }

    /** Profiles with signup before the end of the range. */
    public long totalUsers() {
        return slice.signedUpBeforeEnd().size();
    }

    /** Stored distinct events in the range. */
    public long totalEvents() {
        return slice.users().stream()
                .mapToLong(user -> user.events().stream().filter(slice::inRange).count())
                .sum();
    }

    /** The current North Star. */
    public @Nullable Long northStar() {
        NorthStarWeek current = new NorthStarOracle(slice).current();
        return current == null ? null : current.value();
    }

    /** DAU of the last day of the range. */
    public @Nullable Long dailyActiveUsers() {
        return trailing(1);
    }

    /** WAU of that day. */
    public @Nullable Long weeklyActiveUsers() {
        return trailing(WEEK_DAYS);
    }

    /** MAU of that day. */
    public @Nullable Long monthlyActiveUsers() {
        return trailing(MONTH_DAYS);
    }

    private @Nullable Long trailing(int days) {
        return slice.from().isBefore(slice.to())
                ? new ActivityOracle(slice).trailing(slice.to().minusDays(1), days)
                : null;
    }

    /** Activated within 14 days among users old enough. */
    public @Nullable Double activationRate() {
        return new ActivationOracle(slice).rate(ACTIVATION_DAYS).rate();
    }

    /** Users with a collaboration event / users activated; both of the users known before the end of the range. */
    public @Nullable Double collaborationRate() {
        if (!slice.facts().hasActivity()) {
            return null;
        }
        long collaborators = slice.signedUpBeforeEnd().stream()
                .filter(user -> user.events().stream().anyMatch(slice.facts()::isCollaboration))
                .count();
        long activated = slice.signedUpBeforeEnd().stream()
                .filter(user -> slice.activation(user) != null)
                .count();
        return ActivityOracle.ratio(collaborators, activated);
    }

    /** Monetised users / total users. */
    public @Nullable Double paidConversionRate() {
        FunnelOracle funnel = new FunnelOracle(slice);
        long monetised =
                slice.signedUpBeforeEnd().stream().filter(funnel::isMonetised).count();
        return ActivityOracle.ratio(monetised, totalUsers());
    }
}
