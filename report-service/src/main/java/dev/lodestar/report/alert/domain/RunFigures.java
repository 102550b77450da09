package dev.lodestar.report.alert.domain;

import dev.lodestar.report.answer.domain.Activation;
import dev.lodestar.report.answer.domain.DayN;
import dev.lodestar.report.answer.domain.Engagement;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.NorthStar;
import dev.lodestar.report.answer.domain.Stickiness;
import dev.lodestar.report.answer.domain.Summary;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a run that rules can name. A period is complete when the range does not cut it and it was over on the day of the run. Because an alert is
 * read by viewers, and sent to places that know no roles, a figure of so few users that viewers do not see it is not there.
 *
 * @param today the day of the run in the project's zone
 * @param minimumGroup the least number of users that is told
 */
public record RunFigures(Evidence evidence, LocalDate today, int minimumGroup) {
    private static final String NOT_MEASURED = "not_measured";
    private static final String SMALL_GROUP = "small_group";
    private static final int ACTIVATION_DAYS = 14;

    /** What amounts are in. */
    Currency currency() {
        return evidence.run().currency();
    }

    /** The metric at its last complete period, or of the whole range. */
    Reading latest(Metric metric) {
        if (metric.cadence() == null) {
            return ofRange(metric);
        }
        List<Point> history = history(metric);
        if (history.isEmpty()) {
            return new Reading.Unmeasured("no_complete_period");
        }
        Point last = history.getLast();
        return last.value() == null
                ? new Reading.Unmeasured(NOT_MEASURED)
                : new Reading.Measured(last.value(), last.start());
    }

    /** The complete periods of a metric with a cadence, oldest first. */
    List<Point> history(Metric metric) {
        return switch (metric) {
            case NORTH_STAR -> weeks(week -> counted(week.value()));
            case WEEKLY_COLLABORATION_RATE -> weeks(week -> share(week.collaborationRate(), week.weeklyActiveUsers()));
            case NEW_ACTIVE_USERS -> newUsers();
            case DAILY_ACTIVE_USERS -> days(day -> counted(day.dau()));
            case WEEKLY_ACTIVE_USERS -> days(day -> counted(day.wau()));
            case MONTHLY_ACTIVE_USERS -> days(day -> counted(day.mau()));
            case DAU_MAU_RATIO -> days(day -> share(day.dauMauRatio(), day.mau()));
            case MRR -> months();
            case NORTH_STAR_ATTAINMENT,
                    ACTIVATION_RATE,
                    COLLABORATION_RATE,
                    PAID_CONVERSION_RATE,
                    TOTAL_USERS,
                    TOTAL_EVENTS,
                    AVG_EVENTS_PER_USER -> List.of();
        };
    }

    /** Retention on exactly that day after signup; null where the run has none. */
    DayN.@Nullable Day retention(int day) {
        DayN dayN = evidence.dayN();
        return dayN == null
                ? null
                : dayN.days().stream()
                        .filter(row -> row.day() == day)
                        .findFirst()
                        .orElse(null);
    }

    /** Whether a number of users is so small that it is not told. */
    boolean isSmall(double users) {
        return users > 0 && users < minimumGroup;
    }

    private Reading ofRange(Metric metric) {
        Summary summary = evidence.summary();
        NorthStar northStar = evidence.northStar();
        if (metric == Metric.NORTH_STAR_ATTAINMENT) {
            boolean small = northStar != null && northStar.current() != null && isSmall(northStar.current());
            return reading(northStar == null ? null : northStar.attainment(), small);
        }
        if (summary == null) {
            return new Reading.Unmeasured("step_failed");
        }
        Long users = summary.totalUsers();
        boolean fewUsers = users != null && isSmall(users);
        return switch (metric) {
            case ACTIVATION_RATE -> activationRate(summary);
            case COLLABORATION_RATE ->
                reading(summary.collaborationRate(), tells(summary.collaborationRate(), activated()));
            case PAID_CONVERSION_RATE ->
                reading(summary.paidConversionRate(), tells(summary.paidConversionRate(), users));
            case TOTAL_USERS -> reading(users == null ? null : users.doubleValue(), fewUsers);
            case TOTAL_EVENTS ->
                reading(
                        summary.totalEvents() == null
                                ? null
                                : summary.totalEvents().doubleValue(),
                        fewUsers);
            case AVG_EVENTS_PER_USER -> reading(summary.avgEventsPerUser(), fewUsers);
            default -> throw new IllegalArgumentException(metric + " has a history");
        };
    }

    private Reading activationRate(Summary summary) {
        Activation activation = evidence.activation();
        Long eligible = activation == null
                ? null
                : activation.rates().stream()
                        .filter(rate -> rate.withinDays() == ACTIVATION_DAYS)
                        .findFirst()
                        .map(Activation.Rate::eligibleUsers)
                        .orElse(null);
        return reading(summary.activationRate(), tells(summary.activationRate(), eligible));
    }

    private @Nullable Long activated() {
        Activation activation = evidence.activation();
        Activation.Statuses statuses = activation == null ? null : activation.statuses();
        return statuses == null ? null : statuses.fast() + statuses.normal() + statuses.slow();
    }

    private static Reading reading(@Nullable Double value, boolean small) {
        if (value == null) {
            return new Reading.Unmeasured(NOT_MEASURED);
        }
        return small ? new Reading.Unmeasured(SMALL_GROUP) : new Reading.Measured(value, null);
    }

    private @Nullable Double counted(@Nullable Long users) {
        return users == null || isSmall(users) ? null : users.doubleValue();
    }

    private @Nullable Double share(@Nullable Double rate, @Nullable Long base) {
        return rate == null || tells(rate, base) ? null : rate;
    }

    /** Whether a share of a known base tells that the base, those in it or those not in it are few. */
    private boolean tells(@Nullable Double rate, @Nullable Long base) {
        if (rate == null || base == null) {
            return false;
        }
        double in = Math.rint(rate * base);
        return isSmall(base) || isSmall(in) || isSmall(base - in);
    }

    private List<Point> weeks(Function<NorthStar.Week, @Nullable Double> value) {
        NorthStar northStar = evidence.northStar();
        List<Point> points = new ArrayList<>();
        for (NorthStar.Week week : northStar == null ? List.<NorthStar.Week>of() : northStar.weekly()) {
            if (!week.partial() && isOver(LocalDate.parse(week.weekStart()).plusWeeks(1))) {
                points.add(new Point(week.weekStart(), value.apply(week)));
            }
        }
        return points;
    }

    private List<Point> newUsers() {
        Engagement engagement = evidence.engagement();
        List<Point> points = new ArrayList<>();
        for (Engagement.Period week : engagement == null
                ? List.<Engagement.Period>of()
                : engagement.weekly().series()) {
            if (!week.partial() && isOver(LocalDate.parse(week.periodStart()).plusWeeks(1))) {
                points.add(new Point(week.periodStart(), counted(week.newUsers())));
            }
        }
        return points;
    }

    private List<Point> days(Function<Stickiness.Day, @Nullable Double> value) {
        Stickiness stickiness = evidence.stickiness();
        List<Point> points = new ArrayList<>();
        for (Stickiness.Day day : stickiness == null ? List.<Stickiness.Day>of() : stickiness.series()) {
            if (isOver(LocalDate.parse(day.date()).plusDays(1))) {
                points.add(new Point(day.date(), value.apply(day)));
            }
        }
        return points;
    }

    private List<Point> months() {
        List<Point> points = new ArrayList<>();
        if (evidence.ltv() != null) {
            for (var month : evidence.ltv().mrr()) {
                YearMonth calendar = YearMonth.parse(month.month().substring(0, "2025-01".length()));
                boolean small = month.payingUsers() != null && isSmall(month.payingUsers());
                if (!month.partial() && isOver(calendar.plusMonths(1).atDay(1))) {
                    points.add(new Point(calendar.atDay(1).toString(), small ? null : month.mrr()));
                }
            }
        }
        return points;
    }

    private boolean isOver(LocalDate end) {
        return !end.isAfter(today);
    }
}
