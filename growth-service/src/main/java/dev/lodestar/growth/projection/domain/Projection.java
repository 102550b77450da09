package dev.lodestar.growth.projection.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several levers together against the baseline, month by month.
 *
 * @param levers their names, sorted
 * @param months month 0, today, to the horizon
 * @param shares what each lever contributes; they add up to improved − baseline of the point case over the horizon
 */
public record Projection(List<String> levers, List<Month> months, List<Share> shares, Impact combined) {

    /**
     * One month. Baseline and improved are the point case; the quantiles are of the improved revenue over the draws.
     *
     * @param month 0 is today: no lever has an effect in it
     * @param baselineRevenue after margin, of users who began to pay in month 0 or later
     */
    public record Month(
            int month,
            double baselineNewPaying,
            double improvedNewPaying,
            double baselineRevenue,
            double improvedRevenue,
            Spread revenue) {}

    /**
     * The Shapley value of one lever: its marginal contribution, averaged over every order of adding the levers.
     *
     * @param share of the added revenue; null when the levers together add none
     */
    public record Share(
            String lever,
            double addedNewPaying,
            double addedRevenue,
            @Nullable Double share) {}
}
