package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cohort matrix. */
public record Retention(
        @Nullable String period,
        List<Cohort> cohorts,
        List<Pooled> pooled,
        @Nullable String reason) {
    /** Users who signed up in one period. */
    public record Cohort(String cohort, long size, List<Cell> cells) {}

    /** Share of the cohort active so many periods later; null when the period was not complete at the end of the range. */
    public record Cell(
            int period,
            @Nullable Long activeUsers,
            @Nullable Double retentionRate,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            boolean censored) {}

    /** Σ active / Σ size over the cohorts that have a value in the column. */
    public record Pooled(
            int period,
            @Nullable Long activeUsers,
            @Nullable Long cohortSize,
            @Nullable Double retentionRate,
            @Nullable Double ciLow,
            @Nullable Double ciHigh) {}
}
