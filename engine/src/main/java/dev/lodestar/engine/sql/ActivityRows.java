package dev.lodestar.engine.sql;

/** What the rows of a statement on activity, on activation or on the cohorts of signup are. */
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
    FEATURE_ADOPTION("feature_adoption.sql"),
    /**
     * The numbers of days 1, 7, 14 and 30: {@code within_days}, {@code eligible_users}, {@code activated_users}, {@code rate}, {@code ci_low}, {@code
     * ci_high}; alike in all rows {@code total_users}, {@code fast}, {@code normal}, {@code slow}, {@code not_activated}, {@code median_hours}, {@code
     * p90_hours}; {@code reason}.
     */
    ACTIVATION("activation.sql"),
    /**
     * The days 1, 7, 14, 30, 60 and 90, as day_n_retention.csv: {@code day}, {@code eligible_users}, {@code retained_users}, {@code retention_rate},
     * {@code ci_low}, {@code ci_high}, {@code on_or_after_users}, {@code on_or_after_rate}, {@code reason}.
     */
    DAY_N_RETENTION("day_n_retention.sql"),
    /**
     * The periods 1, 3 and 6 of early and of late cohorts: {@code period}, {@code early_active}, {@code early_size}, {@code early_rate}, {@code
     * late_active}, {@code late_size}, {@code late_rate}, {@code difference}, {@code ci_low}, {@code ci_high}, {@code z}, {@code p_value}, {@code
     * p_adjusted}; alike in all rows {@code early_cohorts}, {@code late_cohorts}, {@code log_rank_chi_square}, {@code log_rank_p_value}; {@code reason}.
     */
    COHORT_COMPARISON("cohort_comparison.sql");

    private final SqlSource source;

    ActivityRows(String file) {
        this.source = SqlSource.read(file);
    }

    /** The template. */
    SqlSource source() {
        return source;
    }
}
