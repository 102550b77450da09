package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Revenue by signup cohort and the movements of monthly recurring revenue. */
public record CohortRevenue(
        List<Cohort> cohorts,
        @Nullable Cohort total,
        List<Month> mrr,
        @Nullable String reason) {
    /**
     * One cohort, or all of them together ({@code cohort} is then null).
     *
     * @param ltvProjected null with the reason until a model is fitted
     * @param estimated revenue comes from plan prices, not from invoices
     */
    public record Cohort(
            @Nullable String cohort,
            @Nullable Long cohortSize,
            @Nullable Long payingUsers,
            @Nullable Double conversionRate,
            @Nullable Double revenue,
            @Nullable Double arpu,
            @Nullable Double arppu,
            @Nullable Double ltvToDate,
            @Nullable Double ltvProjected,
            @Nullable Double ltvLow,
            @Nullable Double ltvHigh,
            boolean estimated,
            @Nullable String reason) {}

    /** One calendar month of recurring revenue. */
    public record Month(
            String month,
            @Nullable Double mrr,
            @Nullable Double nrr,
            @Nullable Double grr,
            @Nullable Double quickRatio,
            @Nullable Long payingUsers,
            boolean partial) {}
}
