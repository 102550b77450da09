package dev.lodestar.metrics.sql;

import dev.lodestar.engine.sql.ActivityRows;
import java.util.List;
import java.util.Locale;

/** The figures of activity, of activation and of cohorts by signup that can be had as SQL, under the names that their answers have in {@code definition.object}. */
enum ActivityMetric {
    /** As {@code GET /metrics/engagement}. */
    ENGAGEMENT(new Kind("series", ActivityRows.ENGAGEMENT)),
    /** As {@code GET /metrics/stickiness}. */
    STICKINESS(new Kind("series", ActivityRows.STICKINESS), new Kind("histogram", ActivityRows.ACTIVE_DAYS)),
    /** As {@code GET /metrics/power-users}. */
    POWER_USERS(new Kind("histogram", ActivityRows.POWER_USERS)),
    /** As {@code GET /metrics/features}. */
    FEATURE_ADOPTION(new Kind("features", ActivityRows.FEATURE_ADOPTION)),
    /** As {@code GET /metrics/activation}. */
    ACTIVATION(new Kind("rates", ActivityRows.ACTIVATION)),
    /** As {@code GET /cohorts/day-n}. */
    DAY_N_RETENTION(new Kind("days", ActivityRows.DAY_N_RETENTION)),
    /** As {@code GET /cohorts/comparison} of early and late cohorts. */
    COHORT_COMPARISON(new Kind("periods", ActivityRows.COHORT_COMPARISON));

    private final List<Kind> kinds;

    ActivityMetric(Kind... kinds) {
        this.kinds = List.of(kinds);
    }

    /** A kind of rows with its name on the wire. */
    record Kind(String wireName, ActivityRows rows) {}

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kinds of rows that it has. */
    List<Kind> kinds() {
        return kinds;
    }

    /** The rows that are meant where nothing is said. */
    ActivityRows usual() {
        return kinds.getFirst().rows();
    }
}
