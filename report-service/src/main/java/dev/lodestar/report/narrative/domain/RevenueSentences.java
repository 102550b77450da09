package dev.lodestar.report.narrative.domain;

import dev.lodestar.report.answer.domain.Acquisition;
import dev.lodestar.report.answer.domain.CohortRevenue;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Growth;
import dev.lodestar.report.figure.domain.Unit;
import dev.lodestar.report.figure.domain.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What users paid and what it cost to win them. */
final class RevenueSentences {
    private RevenueSentences() {}

    static List<String> of(Evidence evidence) {
        List<String> sentences = new ArrayList<>();
        Unit.Money money = new Unit.Money(evidence.run().currency());
        CohortRevenue revenue = evidence.ltv();
        if (revenue != null) {
            total(sentences, revenue.total(), money);
            recurring(sentences, revenue.mrr(), money);
        }
        spend(sentences, evidence.acquisition(), money);
        Growth growth = evidence.growth();
        if (growth != null && growth.unitEconomics() != null) {
            costOfPayers(sentences, growth.unitEconomics().rows(), evidence.acquisition(), money);
        }
        return sentences;
    }

    private static void total(List<String> sentences, CohortRevenue.@Nullable Cohort total, Unit.Money money) {
        if (total == null || total.revenue() == null || total.payingUsers() == null) {
            return;
        }
        StringBuilder sentence = new StringBuilder()
                .append(Wording.count(total.payingUsers(), "user has", "users have"))
                .append(" paid ")
                .append(money.label(total.revenue()))
                .append(" in all");
        if (total.arppu() != null && total.arpu() != null) {
            sentence.append(", ")
                    .append(money.label(total.arppu()))
                    .append(" per paying user and ")
                    .append(money.label(total.arpu()))
                    .append(" per signup to date");
        }
        sentence.append(total.estimated() ? "; estimated from plan prices, since no invoices are known." : ".");
        sentences.add(sentence.toString());
    }

    private static void recurring(List<String> sentences, List<CohortRevenue.Month> months, Unit.Money money) {
        months.stream()
                .filter(month -> !month.partial() && month.mrr() != null)
                .reduce((first, second) -> second)
                .ifPresent(month -> {
                    String kept = month.nrr() == null
                            ? ""
                            : "; net revenue retention against the month before was %s"
                                    .formatted(Unit.percent(month.nrr()));
                    sentences.add("Monthly recurring revenue was %s in %s%s."
                            .formatted(
                                    money.label(Objects.requireNonNull(month.mrr())),
                                    Wording.month(month.month()),
                                    kept));
                });
    }

    private static void costOfPayers(
            List<String> sentences, List<Growth.Row> economics, @Nullable Acquisition acquisition, Unit.Money money) {
        Double cost = ofAll(economics, "cac");
        if (cost == null || cost == 0) {
            return;
        }
        Double payback = ofAll(economics, "payback_months");
        Double worth = ofAll(economics, "ltv_to_cac");
        String earned = payback == null
                ? ""
                : ", earned back in "
                        + (payback < 1 ? "less than a month" : Phrases.decimal(payback) + " months")
                        + " at the margin assumed";
        String times =
                worth == null ? "" : "; to date a paying user is worth %s times that".formatted(Phrases.decimal(worth));
        sentences.add(costOfOne(economics, money.label(cost)) + earned + times + byChannel(economics, money) + "."
                + inVain(economics, acquisition));
    }

    /** Money that was spent is said to be so only where it is known; else the cost is what somebody assumed. */
    private static String costOfOne(List<Growth.Row> economics, String cost) {
        boolean measured = of(economics, "cac").map(Growth.Row::source).stream().anyMatch("observed"::equals);
        return measured
                ? "Each new paying user cost " + cost + " of marketing spend"
                : "A new paying user is assumed to cost " + cost;
    }

    /** The dearest and the cheapest of the channels that money was spent on, and that won somebody: others have no cost of a payer. */
    private static String byChannel(List<Growth.Row> economics, Unit.Money money) {
        List<Growth.Row> channels = costs(economics)
                .filter(row -> row.value() != null && row.value() > 0)
                .sorted(Comparator.comparingDouble(RevenueSentences::amount))
                .toList();
        if (channels.size() < 2 || amount(channels.getFirst()) == amount(channels.getLast())) {
            return "";
        }
        return ". Of the channels whose spend won payers, %s is the cheapest at %s a paying user and %s the dearest at %s"
                .formatted(
                        name(channels.getFirst()),
                        money.label(amount(channels.getFirst())),
                        name(channels.getLast()),
                        money.label(amount(channels.getLast())));
    }

    private static String inVain(List<Growth.Row> economics, @Nullable Acquisition acquisition) {
        List<String> channels = costs(economics)
                .filter(row -> "no_new_paying_users".equals(row.reason()) && hasSpend(acquisition, row.channel()))
                .map(RevenueSentences::name)
                .toList();
        return channels.isEmpty() ? "" : " What was spent on " + InsightSentences.joined(channels) + " has won none.";
    }

    private static boolean hasSpend(@Nullable Acquisition acquisition, @Nullable String channel) {
        return acquisition != null
                && acquisition.channels().stream()
                        .anyMatch(of -> Objects.equals(of.channel(), channel) && of.spend() != null && of.spend() > 0);
    }

    private static Stream<Growth.Row> costs(List<Growth.Row> economics) {
        return economics.stream().filter(row -> row.metric().equals("cac") && row.channel() != null);
    }

    private static String name(Growth.Row row) {
        return Wording.words(Objects.requireNonNull(row.channel()));
    }

    private static double amount(Growth.Row row) {
        return Objects.requireNonNull(row.value());
    }

    private static @Nullable Double ofAll(List<Growth.Row> economics, String metric) {
        return of(economics, metric).map(Growth.Row::value).orElse(null);
    }

    /** The row of the whole product. */
    private static Optional<Growth.Row> of(List<Growth.Row> economics, String metric) {
        return economics.stream()
                .filter(row -> row.metric().equals(metric) && row.channel() == null)
                .findFirst();
    }

    private static void spend(List<String> sentences, @Nullable Acquisition acquisition, Unit.Money money) {
        if (acquisition == null || acquisition.visitors() == null || acquisition.spend() == null) {
            return;
        }
        String each = acquisition.visitors() == 0
                ? ""
                : ", " + money.exact(acquisition.spend() / acquisition.visitors()) + " each";
        sentences.add("%s cost %s of marketing spend%s."
                .formatted(Wording.count(acquisition.visitors(), "visitor"), money.label(acquisition.spend()), each));
    }
}
