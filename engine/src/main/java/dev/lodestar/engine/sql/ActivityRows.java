package dev.lodestar.engine.sql;

/** What the rows of a statement on activity are. */
public enum ActivityRows {
    /**
     * The calendar periods that overlap the range, as engagement_metrics.csv: {@code period_start}, {@code active_users}, {@code new_users},
     * {@code returning_users}, {@code resurrecting_users}, {@code dormant_users} (negative), {@code growth_rate}, {@code quick_ratio}, {@code
     * partial}, {@code reason}.
     */
    ENGAGEMENT("engagement.sql"),
    /** The days of the range, with the columns of {@link SqlQuery#DAU_MAU_METRICS}. */
    STICKINESS("dau_mau_metrics.sql"),
    /** The numbers of days from 1 to the length of the range: {@code active_days}, {@code users}, {@code users_at_least}, {@code reason}. */
    ACTIVE_DAYS("active_days.sql"),
    /** The numbers of active days of the last 28, with the columns of {@link SqlQuery#POWER_USERS}. */
    POWER_USERS("power_users.sql"),
    /** The features of the plan, with the columns of {@link SqlQuery#FEATURE_ADOPTION}. */
    FEATURE_ADOPTION("feature_adoption.sql");

    private final SqlSource source;

    ActivityRows(String file) {
        this.source = SqlSource.read(file);
    }

    /** The template. */
    SqlSource source() {
        return source;
    }
}
