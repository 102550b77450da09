package dev.lodestar.engine.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The queries that can be had as SQL, each with the columns of the CSV file that answers the same question. */
public enum SqlQuery {
    /** One row a day, as stickiness.csv. */
    DAU_MAU_METRICS,
    /** One row a week, as north_star.csv. */
    NORTH_STAR_METRIC,
    /** One row a feature, as feature_adoption.csv. */
    FEATURE_ADOPTION,
    /** One row for each number of active days, as power_users.csv. */
    POWER_USERS,
    /** One row a stage, as funnel_metrics.csv; with a breakdown one a stage and value, as segment_funnel.csv. */
    FUNNEL_ANALYSIS,
    /** One row for each cohort and age, as cohort_retention.csv. */
    COHORT_RETENTION,
    /** One row a cohort, the measured columns of cohort_ltv.csv. */
    REVENUE_METRICS;

    /** The name on the wire, such as {@code dau_mau_metrics}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The file in the bundle, such as {@code dau_mau_metrics.sql}. */
    public String fileName() {
        return wireName() + ".sql";
    }

    /** The query of that wire name, or empty where there is none. */
    public static Optional<SqlQuery> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(query -> query.wireName().equals(name))
                .findFirst();
    }
}
