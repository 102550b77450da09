package dev.lodestar.report.narrative.domain;

import dev.lodestar.report.answer.domain.Evidence;
import java.util.List;

/**
 * The report, section by section. Each entry is one or more whole sentences.
 *
 * @param gaps what could not be measured and why; empty for a run without gaps
 */
public record Narrative(
        String heading,
        List<String> summary,
        List<String> insights,
        List<String> recommendations,
        List<String> nextSteps,
        List<String> gaps) {
    private static final int WIDTH = 92;

    public static Narrative of(Evidence evidence) {
        return new Narrative(
                SummarySentences.heading(evidence),
                SummarySentences.of(evidence),
                InsightSentences.of(evidence),
                AdviceSentences.recommendations(evidence),
                AdviceSentences.nextSteps(evidence),
                GapSentences.of(evidence));
    }

    /** The report as plain text, wrapped for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("ANALYTICS FRAMEWORK REPORT\n").append(heading).append("\n\n");
        paragraphs(text, "EXECUTIVE SUMMARY", summary);
        section(text, "KEY INSIGHTS", insights, "Nothing could be concluded from the figures of this run.");
        section(
                text,
                "STRATEGIC RECOMMENDATIONS",
                recommendations,
                "The figures of this run do not support a recommendation.");
        section(text, "NEXT STEPS", nextSteps, "None.");
        if (!gaps.isEmpty()) {
            section(text, "NOT MEASURED", gaps, "");
        }
        return text.toString();
    }

    private static void paragraphs(StringBuilder text, String title, List<String> sentences) {
        title(text, title);
        sentences.forEach(sentence -> wrap(text, "", sentence));
        text.append('\n');
    }

    private static void section(StringBuilder text, String title, List<String> sentences, String none) {
        title(text, title);
        if (sentences.isEmpty()) {
            wrap(text, "", none);
        }
        for (int i = 0; i < sentences.size(); i++) {
            wrap(text, (i + 1) + ". ", sentences.get(i));
        }
        text.append('\n');
    }

    private static void title(StringBuilder text, String title) {
        text.append(title).append('\n').append("-".repeat(title.length())).append('\n');
    }

    private static void wrap(StringBuilder text, String bullet, String sentence) {
        String indent = " ".repeat(bullet.length());
        StringBuilder line = new StringBuilder(bullet);
        for (String word : sentence.split(" ")) {
            if (line.length() + word.length() + 1 > WIDTH && line.length() > indent.length()) {
                text.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
                line.append(indent);
            }
            line.append(word).append(' ');
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
