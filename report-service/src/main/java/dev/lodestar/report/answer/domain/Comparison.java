package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Retention of the first against the last quarter of the mature cohorts. */
public record Comparison(
        @Nullable Side early,
        @Nullable Side late,
        List<Period> periods,
        @Nullable LogRank logRank,
        @Nullable String reason) {
    /** The cohorts of one side. */
    public record Side(List<String> cohorts, long users) {}

    /** Difference late − early with Newcombe's interval; p adjusted by Holm over the periods. */
    public record Period(
            int period,
            @Nullable Long earlyActive,
            @Nullable Long earlySize,
            @Nullable Double earlyRate,
            @Nullable Long lateActive,
            @Nullable Long lateSize,
            @Nullable Double lateRate,
            @Nullable Double difference,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            @Nullable Double z,
            @Nullable Double pValue,
            @Nullable Double pAdjusted) {}

    /** Test over the time to last activity. */
    public record LogRank(
            @Nullable Double chiSquare, @Nullable Double pValue) {}
}
