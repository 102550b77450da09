package dev.lodestar.report.narrative.domain;

import dev.lodestar.report.answer.domain.Acquisition;
import dev.lodestar.report.answer.domain.CohortRevenue;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Funnel;
import dev.lodestar.report.answer.domain.Growth;
import dev.lodestar.report.answer.domain.Summary;
import dev.lodestar.report.figure.domain.Unit;
import dev.lodestar.report.figure.domain.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows from the figures: which levers to pull, where to look, what to measure next. */
final class AdviceSentences {
    private AdviceSentences() {}

    static List<String> recommendations(Evidence evidence) {
        List<String> sentences = new ArrayList<>();
        List<Growth.Lever> levers = levers(evidence);
        levers.stream()
                .filter(AdviceSentences::isWorthIt)
                .limit(3)
                .forEach(lever -> sentences.add(invest(evidence, lever)));
        LossSentences.worstPair(evidence.funnel()).ifPresent(worst -> sentences.add(focus(worst)));
        List<String> losing = levers.stream()
                .filter(lever -> lever.roi() != null && roi(lever) <= 0)
                .map(lever ->
                        "%s (return on cost %s)".formatted(Wording.words(lever.lever()), signedPercent(roi(lever))))
                .toList();
        if (!losing.isEmpty()) {
            sentences.add(
                    "Do not fund %s as costed now: on average over the simulation %s not earn back the cost within the projection."
                            .formatted(InsightSentences.joined(losing), losing.size() == 1 ? "it does" : "they do"));
        }
        together(evidence).ifPresent(sentences::add);
        return List.copyOf(sentences);
    }

    private static List<Growth.Lever> levers(Evidence evidence) {
        Growth growth = evidence.growth();
        return growth == null || growth.levers() == null
                ? List.of()
                : growth.levers().levers().stream()
                        .filter(lever -> lever.addedRevenueP50() != null)
                        .toList();
    }

    /** A lever without cost has no return on cost, and is worth it with anything that it adds. */
    private static boolean isWorthIt(Growth.Lever lever) {
        return lever.roi() == null
                ? lever.cost() != null && lever.cost() == 0 && Objects.requireNonNull(lever.addedRevenueP50()) > 0
                : lever.roi() > 0;
    }

    private static double roi(Growth.Lever lever) {
        return Objects.requireNonNull(lever.roi());
    }

    private static String signedPercent(double rate) {
        return (rate < 0 ? "−" : "") + Unit.percent(Math.abs(rate));
    }

    private static String invest(Evidence evidence, Growth.Lever lever) {
        Unit.Money money = new Unit.Money(evidence.run().currency());
        String cost = lever.cost() == null ? "" : " for a cost of " + money.label(lever.cost());
        String chance = lever.probabilityPositive() == null
                ? ""
                : ", with a chance of %s that it pays off".formatted(Phrases.probability(lever.probabilityPositive()));
        return "Invest in %s, which works on %s: over %s it adds %s of revenue%s%s%s%s."
                .formatted(
                        Wording.words(lever.lever()),
                        Wording.words(lever.targetStage()),
                        Wording.count(evidence.run().months(), "month"),
                        money.label(Objects.requireNonNull(lever.addedRevenueP50())),
                        Phrases.spread(money, lever.addedRevenueP10(), lever.addedRevenueP90()),
                        cost,
                        lever.roi() == null ? "" : ", a return on cost of " + signedPercent(lever.roi()),
                        chance);
    }

    private static String focus(Funnel.Worst worst) {
        return "Find out what %s %s misses at %s that %s does not: at the better rate %s would pass the stage."
                .formatted(
                        worst.attribute(),
                        Wording.value(worst.value()),
                        Wording.words(worst.stage()),
                        Wording.value(worst.bestValue()),
                        Wording.count(Objects.requireNonNull(worst.usersLostAgainstBest()), "more user"));
    }

    private static Optional<String> together(Evidence evidence) {
        Growth growth = evidence.growth();
        if (growth == null
                || growth.projections() == null
                || growth.projections().months().isEmpty()) {
            return Optional.empty();
        }
        Growth.Month last = growth.projections().months().getLast();
        if (last.improvedRevenue() == null || last.baselineRevenue() == null) {
            return Optional.empty();
        }
        Unit.Money money = new Unit.Money(evidence.run().currency());
        return Optional.of(
                "With all levers of the projection together, users who sign up from now on and pass all seven stages would bring %s%s in month %d instead of %s."
                        .formatted(
                                money.label(last.improvedRevenue()),
                                Phrases.spread(money, last.revenueP10(), last.revenueP90()),
                                last.month(),
                                money.label(last.baselineRevenue())));
    }

    static List<String> nextSteps(Evidence evidence) {
        List<String> sentences = new ArrayList<>();
        evidence.missing().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(3)
                .forEach(step -> sentences.add("Run the analysis again once the step %s can succeed."
                        .formatted(Wording.words(step.getKey()))));
        uncertainty(evidence).ifPresent(sentences::add);
        LossSentences.ofMostUsers(evidence.funnel())
                .ifPresent(loss -> sentences.add(
                        "Test one change at %s, the stage that loses most users after signup, and compare the drop-off with that of this run, %s%s."
                                .formatted(
                                        Wording.words(loss.stage()),
                                        Unit.percent(Objects.requireNonNull(loss.dropOffRate())),
                                        Phrases.interval(loss.ciLow(), loss.ciHigh()))));
        open(evidence.funnel()).ifPresent(sentences::add);
        instrument(sentences, evidence);
        return List.copyOf(sentences);
    }

    private static Optional<String> uncertainty(Evidence evidence) {
        Growth growth = evidence.growth();
        Growth.Sensitivity sensitivity = growth == null ? null : growth.sensitivity();
        if (sensitivity == null) {
            return Optional.empty();
        }
        Unit.Money money = new Unit.Money(evidence.run().currency());
        String of = sensitivity.lever() == null ? "" : " of " + Wording.words(sensitivity.lever());
        return sensitivity.inputs().stream()
                .filter(input -> input.swing() != null && swing(input) > 0)
                .max(Comparator.comparingDouble(AdviceSentences::swing))
                .map(input ->
                        "Measure %s more closely: between its P10 and P90 the net present value%s moves by %s, more than for any other input."
                                .formatted(Wording.words(input.input()), of, money.label(swing(input))));
    }

    private static double swing(Growth.Input input) {
        return Math.abs(Objects.requireNonNull(input.swing()));
    }

    private static Optional<String> open(@Nullable Funnel funnel) {
        if (funnel == null) {
            return Optional.empty();
        }
        return funnel.total().stages().stream()
                .filter(stage -> stage.inProgress() != null && stage.inProgress() > 0)
                .max(Comparator.comparing(stage -> Objects.requireNonNull(stage.inProgress())))
                .map(stage -> "Look at %s again later: %s still within the time the stage allows."
                        .formatted(
                                Wording.words(stage.stage()),
                                Wording.count(Objects.requireNonNull(stage.inProgress()), "user is", "users are")));
    }

    /** What to record, so that figures that are null now can be had. */
    private static void instrument(List<String> sentences, Evidence evidence) {
        if (noVisitors(evidence.acquisition())) {
            sentences.add(
                    "Load visitors and spend by day and channel, so that conversion to signup and acquisition cost can be measured.");
        }
        Summary summary = evidence.summary();
        if (summary != null && summary.reasons().containsValue("no_activity_events")) {
            sentences.add(
                    "Record what users do, not only what they pay: without activity events neither engagement nor retention can be measured.");
        }
        if (noInvoices(evidence.ltv())) {
            sentences.add("Record invoices, so that revenue is measured instead of assumed.");
        }
    }

    /** None were loaded: those that were cannot be split by segment either. */
    private static boolean noVisitors(@Nullable Acquisition acquisition) {
        return acquisition != null
                && acquisition.visitors() == null
                && (acquisition.reason() == null || acquisition.reason().equals("no_visitors"));
    }

    /** Revenue is null then, or estimated where plans have prices. */
    private static boolean noInvoices(@Nullable CohortRevenue revenue) {
        return revenue != null
                && ("no_invoices".equals(revenue.reason())
                        || (revenue.total() != null && revenue.total().estimated()));
    }
}
