package dev.lodestar.report.narrative.domain;

import dev.lodestar.report.answer.domain.CohortRevenue;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Reason;
import dev.lodestar.report.figure.domain.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What could not be measured, and why. */
final class GapSentences {
    private GapSentences() {}

    static List<String> of(Evidence evidence) {
        List<String> sentences = new ArrayList<>();
        evidence.missing().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(step -> sentences.add(Wording.title(step.getKey()) + ": " + sentence(step.getValue())));
        if (evidence.summary() != null) {
            SummarySentences.gaps(sentences, evidence.summary());
        }
        gap(
                sentences,
                "Retention",
                evidence.retention() == null ? null : evidence.retention().reason());
        gap(
                sentences,
                "Day-by-day retention",
                evidence.dayN() == null ? null : evidence.dayN().reason());
        gap(
                sentences,
                "The comparison of early and late cohorts",
                evidence.comparison() == null ? null : evidence.comparison().reason());
        gap(
                sentences,
                "Feature adoption",
                evidence.features() == null ? null : evidence.features().reason());
        gap(
                sentences,
                "The power user curve",
                evidence.powerUsers() == null ? null : evidence.powerUsers().reason());
        gap(
                sentences,
                "Visitors and spend",
                evidence.acquisition() == null ? null : evidence.acquisition().reason());
        gap(sentences, "Revenue", evidence.ltv() == null ? null : evidence.ltv().reason());
        projectedValue(sentences, evidence);
        return List.copyOf(sentences);
    }

    private static void gap(List<String> sentences, String what, @Nullable String reason) {
        if (reason != null) {
            sentences.add(what + " could not be measured because " + Reason.words(reason) + ".");
        }
    }

    private static void projectedValue(List<String> sentences, Evidence evidence) {
        CohortRevenue revenue = evidence.ltv();
        CohortRevenue.Cohort total = revenue == null ? null : revenue.total();
        if (total != null && total.revenue() != null && total.ltvProjected() == null) {
            String reason = Reason.words(total.reason() == null ? "no_model" : total.reason());
            sentences.add("Projected lifetime value is left empty because " + reason + ".");
        }
    }

    private static String sentence(String text) {
        String clean = text.strip();
        return clean.endsWith(".") ? clean : clean + ".";
    }
}
