package dev.lodestar.engine.sql;

import dev.lodestar.engine.query.FunnelThresholds;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.timeline.EventPlan;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen in the queries; each takes what concerns it.
 *
 * @param timeZone cuts the days; a named zone, as databases read the sign of offsets in different ways
 * @param weekStart the first day of a week, Monday or Sunday
 * @param from the first day, or null for the default: the day of the first event or signup
 * @param to the day after the last, or null for the default: the day after the day of the last event, never after tomorrow
 * @param segment only users of this segment count, {@code (none)} for those without one; null counts everybody
 * @param breakdown the attribute that splits the funnel, or null for none
 * @param cohortPeriod the signup period of a cohort
 * @param northStarTarget the value of the North Star to reach, or null where none is set
 * @param topShare power users are at most this share of the active users, in [0, 1]
 * @param funnel the thresholds of the growth funnel
 * @param plan what event types mean
 */
public record SqlParameters(
        ZoneId timeZone,
        DayOfWeek weekStart,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String segment,
        @Nullable SqlBreakdown breakdown,
        CalendarPeriod cohortPeriod,
        @Nullable BigDecimal northStarTarget,
        BigDecimal topShare,
        FunnelThresholds funnel,
        EventPlan plan) {
    private static final Pattern OFFSET = Pattern.compile("(UTC|GMT|UT)[+-].*");

    /** Everybody, over the default range, in UTC, by the default tracking plan. */
    public static final SqlParameters STANDARD = new Builder().build();

    /** Rejects zones without a name, ranges that end before they start, other starts of the week and shares outside [0, 1]. */
    public SqlParameters {
        timeZone = timeZone.normalized().equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : timeZone;
        if (timeZone instanceof ZoneOffset || OFFSET.matcher(timeZone.getId()).matches()) {
            throw new IllegalArgumentException(
                    "a time zone needs a name such as Europe/Berlin, not an offset: " + timeZone);
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("from " + from + " is after to " + to);
        }
        if (weekStart != DayOfWeek.MONDAY && weekStart != DayOfWeek.SUNDAY) {
            throw new IllegalArgumentException("weeks start on Monday or Sunday, not on " + weekStart);
        }
        if (topShare.signum() < 0 || topShare.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("a share lies in [0, 1], not at " + topShare);
        }
    }

    /** The same with some things chosen otherwise. */
    public SqlParameters with(Consumer<Builder> choices) {
        Builder builder = new Builder(this);
        choices.accept(builder);
        return builder.build();
    }

    /** Parameters being chosen, from the defaults on. */
    public static final class Builder {
        private ZoneId timeZone = ZoneId.of("UTC");
        private DayOfWeek weekStart = DayOfWeek.MONDAY;
        private @Nullable LocalDate from;
        private @Nullable LocalDate to;
        private @Nullable String segment;
        private @Nullable SqlBreakdown breakdown;
        private CalendarPeriod cohortPeriod = CalendarPeriod.MONTHLY;
        private @Nullable BigDecimal northStarTarget;
        private BigDecimal topShare = new BigDecimal("0.10");
        private FunnelThresholds funnel = FunnelThresholds.STANDARD;
        private EventPlan plan = EventPlan.standard();

        private Builder() {}

        private Builder(SqlParameters chosen) {
            timeZone = chosen.timeZone;
            weekStart = chosen.weekStart;
            from = chosen.from;
            to = chosen.to;
            segment = chosen.segment;
            breakdown = chosen.breakdown;
            cohortPeriod = chosen.cohortPeriod;
            northStarTarget = chosen.northStarTarget;
            topShare = chosen.topShare;
            funnel = chosen.funnel;
            plan = chosen.plan;
        }

        public Builder timeZone(ZoneId zone) {
            timeZone = zone;
            return this;
        }

        public Builder weekStart(DayOfWeek firstDay) {
            weekStart = firstDay;
            return this;
        }

        public Builder range(@Nullable LocalDate firstDay, @Nullable LocalDate dayAfterLast) {
            from = firstDay;
            to = dayAfterLast;
            return this;
        }

        public Builder segment(@Nullable String value) {
            segment = value;
            return this;
        }

        public Builder breakdown(@Nullable SqlBreakdown attribute) {
            breakdown = attribute;
            return this;
        }

        public Builder cohortPeriod(CalendarPeriod period) {
            cohortPeriod = period;
            return this;
        }

        public Builder northStarTarget(@Nullable BigDecimal target) {
            northStarTarget = target;
            return this;
        }

        public Builder topShare(BigDecimal share) {
            topShare = share;
            return this;
        }

        public Builder funnel(FunnelThresholds thresholds) {
            funnel = thresholds;
            return this;
        }

        public Builder plan(EventPlan trackingPlan) {
            plan = trackingPlan;
            return this;
        }

        private SqlParameters build() {
            return new SqlParameters(
                    timeZone,
                    weekStart,
                    from,
                    to,
                    segment,
                    breakdown,
                    cohortPeriod,
                    northStarTarget,
                    topShare,
                    funnel,
                    plan);
        }
    }
}
