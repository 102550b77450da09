package dev.lodestar.report.narrative.domain;

import dev.lodestar.report.answer.domain.Acquisition;
import dev.lodestar.report.answer.domain.CohortRevenue;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.figure.domain.Unit;
import dev.lodestar.report.figure.domain.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What users paid and what it cost to win them. */
final class RevenueSentences {
    private RevenueSentences() {}

    static List<String> of(Evidence evidence) {
        List<String> sentences = new ArrayList<>();
        CohortRevenue revenue = evidence.ltv();
        if (revenue != null) {
            total(sentences, revenue.total());
            recurring(sentences, revenue.mrr());
        }
        spend(sentences, evidence.acquisition());
        return sentences;
    }

    private static void total(List<String> sentences, CohortRevenue.@Nullable Cohort total) {
        if (total == null || total.revenue() == null || total.payingUsers() == null) {
            return;
        }
        StringBuilder sentence = new StringBuilder()
                .append(Wording.count(total.payingUsers(), "user has", "users have"))
                .append(" paid ")
                .append(Unit.MONEY.label(total.revenue()))
                .append(" in all");
        if (total.arppu() != null && total.arpu() != null) {
            sentence.append(", ")
                    .append(Unit.MONEY.label(total.arppu()))
                    .append(" per paying user and ")
                    .append(Unit.MONEY.label(total.arpu()))
                    .append(" per signup to date");
        }
        sentence.append(total.estimated() ? "; estimated from plan prices, since no invoices are known." : ".");
        sentences.add(sentence.toString());
    }

    private static void recurring(List<String> sentences, List<CohortRevenue.Month> months) {
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
                                    Unit.MONEY.label(Objects.requireNonNull(month.mrr())),
                                    Wording.month(month.month()),
                                    kept));
                });
    }

    private static void spend(List<String> sentences, @Nullable Acquisition acquisition) {
        if (acquisition == null || acquisition.visitors() == null || acquisition.spend() == null) {
            return;
        }
        String each = acquisition.visitors() == 0
                ? ""
                : ", $" + String.format(Locale.ROOT, "%.2f", acquisition.spend() / acquisition.visitors()) + " each";
        sentences.add("%s cost %s of marketing spend%s."
                .formatted(
                        Wording.count(acquisition.visitors(), "visitor"), Unit.MONEY.label(acquisition.spend()), each));
    }
}
