package dev.lodestar.report.alert.domain;

import org.jspecify.annotations.Nullable;

/** What a rule says of a run. The sentence is made of figures of that run and of nothing else. */
public sealed interface Verdict {
    /** A sentence for people. */
    String sentence();

    /**
     * The rule's condition was looked at.
     *
     * @param met whether it holds, so that the alert fires
     * @param observed the figure; null where the rule is not about one
     * @param threshold what the figure was held against, in its unit
     */
    record Judged(
            boolean met,
            @Nullable Double observed,
            @Nullable Double threshold,
            String sentence) implements Verdict {}

    /**
     * It could not be looked at: that neither fires nor resolves.
     *
     * @param reason a stable code
     */
    record NotJudged(String reason, String sentence) implements Verdict {}
}
