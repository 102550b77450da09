package dev.lodestar.report.figure.domain;

import dev.lodestar.report.answer.domain.Engagement;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Features;
import dev.lodestar.report.answer.domain.NorthStar;
import dev.lodestar.report.answer.domain.Reason;
import dev.lodestar.report.answer.domain.Stickiness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Figures of what users do: North Star gauge, engagement trends, lifecycle, feature adoption. */
final class ActivityFigures {
    private ActivityFigures() {}

    static Figure northStar(Evidence evidence) {
        String name = "north_star_gauge";
        String subject = "North Star";
        NorthStar star = evidence.northStar();
        if (star == null) {
            return Figure.unavailable(name, subject, evidence.missingReason("north_star"));
        }
        if (star.current() == null) {
            return Figure.unavailable(name, subject, Reason.words(star.reason()));
        }
        double current = star.current();
        String unit = "user".equals(star.unit()) ? "user" : "workspace";
        Double target = star.target();
        double maximum = niceCeiling(Math.max(current, target == null ? 0 : target) * 1.1);
        String title = "%s collaborated in the last complete week%s"
                .formatted(
                        Wording.count(current, unit),
                        target == null || target <= 0
                                ? ""
                                : ", " + Unit.percent(current / target) + " of the target of "
                                        + Wording.number(target));
        return new Figure(
                name,
                subject,
                title,
                "Weekly active collaborative " + unit + "s" + weekOf(star) + change(star),
                new Chart.Gauge(current, target, maximum, "collaborative " + unit + "s", Unit.COUNT));
    }

    private static String weekOf(NorthStar star) {
        return star.currentWeek() == null ? "" : ", week of " + Wording.day(star.currentWeek());
    }

    private static String change(NorthStar star) {
        if (star.previous() == null || star.fourWeekMean() == null) {
            return "";
        }
        return "; the week before: %s; mean of the last four complete weeks: %s"
                .formatted(Wording.number(star.previous()), Wording.number(star.fourWeekMean()));
    }

    static Figure engagementTrends(Evidence evidence) {
        String name = "engagement_trends";
        String subject = "Active users";
        Stickiness stickiness = evidence.stickiness();
        if (stickiness == null) {
            return Figure.unavailable(name, subject, evidence.missingReason("stickiness"));
        }
        List<Stickiness.Day> days = stickiness.series();
        if (days.stream().allMatch(day -> day.dau() == null)) {
            return Figure.unavailable(name, subject, Reason.words(stickiness.reason()));
        }
        List<Chart.Line> lines = List.of(
                new Chart.Line("Monthly", values(days, Stickiness.Day::mau), Tone.BLUE, false),
                new Chart.Line("Weekly", values(days, Stickiness.Day::wau), Tone.GREEN, false),
                new Chart.Line("Daily", values(days, Stickiness.Day::dau), Tone.ORANGE, false));
        return new Figure(
                name,
                subject,
                engagementTitle(days),
                "Distinct users active in the 1, 7 and 30 days that end with each day",
                new Chart.Lines(
                        days.stream().map(Stickiness.Day::date).toList(),
                        lines,
                        null,
                        List.of(),
                        "Day",
                        "Active users",
                        Unit.COUNT));
    }

    private static String engagementTitle(List<Stickiness.Day> days) {
        Stickiness.Day last = days.getLast();
        if (last.mau() == null) {
            return "The range is too short for a monthly figure";
        }
        String now = Wording.count(last.mau(), "monthly active user");
        Long before = days.size() > 90 ? days.get(days.size() - 91).mau() : null;
        if (before == null || before == 0) {
            return now + " on the last day of the range";
        }
        double change = (double) last.mau() / before - 1;
        String direction = change >= 0 ? "up " : "down ";
        return now + ", " + direction + Unit.percent(Math.abs(change)) + " on 90 days earlier";
    }

    static Figure lifecycle(Evidence evidence) {
        String name = "lifecycle";
        String subject = "User lifecycle";
        Engagement engagement = evidence.engagement();
        if (engagement == null) {
            return Figure.unavailable(name, subject, evidence.missingReason("engagement"));
        }
        List<Engagement.Period> months = engagement.monthly().series();
        if (months.stream().allMatch(month -> month.activeUsers() == null)) {
            return Figure.unavailable(
                    name, subject, Reason.words(engagement.monthly().reason()));
        }
        return new Figure(
                name,
                subject,
                lifecycleTitle(months),
                "Users active in each month: new, returning, resurrecting; below the line those who were active the month before and no longer",
                new Chart.Bars(
                        months.stream()
                                .map(month -> Wording.month(month.periodStart()))
                                .toList(),
                        List.of(
                                bars("Returning", values(months, Engagement.Period::returning), Tone.BLUE),
                                bars("New", values(months, Engagement.Period::newUsers), Tone.GREEN),
                                bars("Resurrecting", values(months, Engagement.Period::resurrecting), Tone.SKY),
                                bars("Dormant", values(months, Engagement.Period::dormant), Tone.VERMILLION)),
                        false,
                        true,
                        Set.of(),
                        "Users",
                        Unit.COUNT));
    }

    private static String lifecycleTitle(List<Engagement.Period> months) {
        Engagement.@Nullable Period last = months.stream()
                .filter(month -> !month.partial() && month.quickRatio() != null)
                .reduce((first, second) -> second)
                .orElse(null);
        if (last == null) {
            return months.stream().skip(1).anyMatch(month -> !month.partial() && keptEverybody(month))
                    ? "In no complete month did a user go quiet"
                    : "No complete month followed another, so gains and losses cannot be compared";
        }
        double ratio = Objects.requireNonNull(last.quickRatio());
        return String.format(
                Locale.ROOT,
                "In %s, %.1f users were won or won back for each one who went quiet",
                Wording.month(last.periodStart()),
                ratio);
    }

    private static boolean keptEverybody(Engagement.Period month) {
        return month.dormant() != null && month.dormant() == 0;
    }

    static Figure featureAdoption(Evidence evidence) {
        String name = "feature_adoption";
        String subject = "Feature adoption";
        Features answer = evidence.features();
        if (answer == null) {
            return Figure.unavailable(name, subject, evidence.missingReason("features"));
        }
        List<Features.Feature> features = answer.features().stream()
                .filter(feature -> feature.adoptionRate() != null)
                .sorted(Comparator.comparing(Features.Feature::adoptionRate).reversed())
                .toList();
        if (features.isEmpty()) {
            return Figure.unavailable(name, subject, Reason.words(answer.reason()));
        }
        Features.Feature most = features.getFirst();
        Features.Feature least = features.getLast();
        String title = features.size() == 1
                ? "%s of the active users with a profile use %s"
                        .formatted(Unit.percent(rate(most)), Wording.words(most.feature()))
                : "%s is used by %s of the active users with a profile, %s by %s"
                        .formatted(
                                Wording.title(most.feature()),
                                Unit.percent(rate(most)),
                                Wording.words(least.feature()),
                                Unit.percent(rate(least)));
        Chart.BarSeries series = new Chart.BarSeries(
                "Adoption",
                values(features, Features.Feature::adoptionRate),
                List.of(),
                List.of(),
                features.stream().map(ActivityFigures::adoptionLabel).toList(),
                Tone.BLUE);
        return new Figure(
                name,
                subject,
                title,
                "Share of users with a profile and at least one activity in the range",
                new Chart.Bars(
                        features.stream()
                                .map(feature -> Wording.title(feature.feature()))
                                .toList(),
                        List.of(series),
                        true,
                        false,
                        Set.of(),
                        "Share of users",
                        Unit.RATE));
    }

    private static String adoptionLabel(Features.Feature feature) {
        String rate = Unit.percent(rate(feature));
        return feature.usersAdopted() == null ? rate : rate + " · " + Wording.count(feature.usersAdopted(), "user");
    }

    private static double rate(Features.Feature feature) {
        return Objects.requireNonNull(feature.adoptionRate());
    }

    static <T> List<@Nullable Double> values(List<T> rows, Function<T, ? extends @Nullable Number> value) {
        List<@Nullable Double> values = new ArrayList<>(rows.size());
        for (T row : rows) {
            Number number = value.apply(row);
            values.add(number == null ? null : Double.valueOf(number.doubleValue()));
        }
        return values;
    }

    static Chart.BarSeries bars(String name, List<@Nullable Double> values, Tone tone) {
        return new Chart.BarSeries(name, values, List.of(), List.of(), List.of(), tone);
    }

    /** The smallest round number that is not below the value; 1 for zero and below. */
    static double niceCeiling(double value) {
        if (value <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8}) {
            if (step * power >= value) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
