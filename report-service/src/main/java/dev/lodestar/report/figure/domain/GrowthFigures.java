package dev.lodestar.report.figure.domain;

import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Growth;
import dev.lodestar.report.answer.domain.Reason;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Figures of growth: levers by what they add, and the projection with all of them. */
final class GrowthFigures {
    private GrowthFigures() {}

    static Figure levers(Evidence evidence) {
        String name = "growth_levers";
        String subject = "Growth levers";
        Growth growth = evidence.growth();
        if (growth == null || growth.levers() == null) {
            return Figure.unavailable(name, subject, evidence.missingReason("growth"));
        }
        List<Growth.Lever> levers = growth.levers().levers().stream()
                .filter(lever -> lever.addedRevenueP50() != null)
                .toList();
        if (levers.isEmpty()) {
            return Figure.unavailable(
                    name, subject, Reason.words(growth.levers().reason()));
        }
        Unit.Money money = new Unit.Money(evidence.run().currency());
        Chart.BarSeries series = new Chart.BarSeries(
                "Added revenue, P50",
                ActivityFigures.values(levers, Growth.Lever::addedRevenueP50),
                ActivityFigures.values(levers, Growth.Lever::addedRevenueP10),
                ActivityFigures.values(levers, Growth.Lever::addedRevenueP90),
                levers.stream().map(lever -> label(lever, money)).toList(),
                Tone.GREEN);
        return new Figure(
                name,
                subject,
                leverTitle(levers.getFirst(), money),
                "Added revenue over the projection, median of the simulation; whiskers from P10 to P90; ordered by expected return on cost",
                new Chart.Bars(
                        levers.stream()
                                .map(lever -> Wording.title(lever.lever()))
                                .toList(),
                        List.of(series),
                        true,
                        false,
                        Set.of(),
                        "Added revenue",
                        money));
    }

    private static String leverTitle(Growth.Lever first, Unit.Money money) {
        double median = Objects.requireNonNull(first.addedRevenueP50());
        String added = "%s promises the best return: %s of added revenue"
                .formatted(Wording.title(first.lever()), money.label(median));
        if (first.roi() == null) {
            return added;
        }
        return first.roi() < 0
                ? "No lever earns back its cost in the projection; %s comes closest"
                        .formatted(Wording.words(first.lever()))
                : added + (first.cost() == null ? "" : " for a cost of " + money.label(first.cost()));
    }

    private static String label(Growth.Lever lever, Unit.Money money) {
        String median = money.label(Objects.requireNonNull(lever.addedRevenueP50()));
        return lever.addedRevenueP10() == null || lever.addedRevenueP90() == null
                ? median
                : "%s (%s to %s)"
                        .formatted(median, money.label(lever.addedRevenueP10()), money.label(lever.addedRevenueP90()));
    }

    static Figure projections(Evidence evidence) {
        String name = "projections";
        String subject = "Revenue projection";
        Growth growth = evidence.growth();
        if (growth == null || growth.projections() == null) {
            return Figure.unavailable(name, subject, evidence.missingReason("growth"));
        }
        List<Growth.Month> months = growth.projections().months();
        if (months.stream().allMatch(month -> month.improvedRevenue() == null)) {
            return Figure.unavailable(
                    name, subject, Reason.words(growth.projections().reason()));
        }
        Unit.Money money = new Unit.Money(evidence.run().currency());
        return new Figure(
                name,
                subject,
                projectionTitle(months, money),
                "Monthly revenue after margin of new users, without and with the levers; the band runs from P10 to P90; month 0 is today",
                new Chart.Lines(
                        months.stream()
                                .map(month -> Integer.toString(month.month()))
                                .toList(),
                        List.of(
                                new Chart.Line(
                                        "With levers",
                                        ActivityFigures.values(months, Growth.Month::improvedRevenue),
                                        Tone.GREEN,
                                        false),
                                new Chart.Line(
                                        "Baseline",
                                        ActivityFigures.values(months, Growth.Month::baselineRevenue),
                                        Tone.GREY,
                                        true)),
                        new Chart.Band(
                                "P10 to P90",
                                ActivityFigures.values(months, Growth.Month::revenueP10),
                                ActivityFigures.values(months, Growth.Month::revenueP90),
                                Tone.GREEN),
                        List.of(),
                        "Month from today",
                        "Revenue per month",
                        money));
    }

    private static String projectionTitle(List<Growth.Month> months, Unit.Money money) {
        Growth.Month last = months.getLast();
        if (last.improvedRevenue() == null || last.baselineRevenue() == null) {
            return "Projected monthly revenue with the levers";
        }
        String with = money.label(last.improvedRevenue());
        String without = money.label(last.baselineRevenue());
        return "In month %d the levers bring monthly revenue from new users to %s instead of %s"
                .formatted(last.month(), with, without);
    }
}
