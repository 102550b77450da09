package dev.lodestar.growth.projection;

import dev.lodestar.growth.projection.domain.Impact;
import dev.lodestar.growth.projection.domain.Projection;
import dev.lodestar.kit.wire.CsvTable;
import dev.lodestar.kit.wire.Positioned;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selected levers together, by month. */
public record ProjectionsResponse(
        List<String> levers,
        List<Month> months,
        List<Share> shapley,
        Combined combined,
        GrowthDefinition definition,
        PositionResponse asOf,
        double completeness,
        Instant computedAt)
        implements Positioned {

    /** One month; baseline and improved are the point case, the quantiles those of the improved revenue. */
    public record Month(
            int month,
            double baselineNewPaying,
            double improvedNewPaying,
            double baselineRevenue,
            double improvedRevenue,
            double revenueP10,
            double revenueP90,
            double revenueP50) {

        static Month from(Projection.Month month) {
            return new Month(
                    month.month(),
                    month.baselineNewPaying(),
                    month.improvedNewPaying(),
                    month.baselineRevenue(),
                    month.improvedRevenue(),
                    month.revenue().p10(),
                    month.revenue().p90(),
                    month.revenue().p50());
        }
    }

    /** What a lever contributes to improved − baseline over the horizon; the rows add up to the whole. */
    public record Share(
            String lever,
            double addedNewPaying,
            double addedRevenue,
            @Nullable Double share) {

        static Share from(Projection.Share share) {
            return new Share(share.lever(), share.addedNewPaying(), share.addedRevenue(), share.share());
        }
    }

    /** All the levers against the baseline over the horizon, under uncertainty. */
    public record Combined(
            double addedUsersP10,
            double addedUsersP50,
            double addedUsersP90,
            double addedRevenueP10,
            double addedRevenueP50,
            double addedRevenueP90,
            double npvP10,
            double npvP50,
            double npvP90,
            double npvMean,
            double cost,
            @Nullable Double roi,
            double probabilityPositive,
            @Nullable Integer paybackMonth) {

        static Combined from(Impact impact) {
            return new Combined(
                    impact.addedUsers().p10(),
                    impact.addedUsers().p50(),
                    impact.addedUsers().p90(),
                    impact.addedRevenue().p10(),
                    impact.addedRevenue().p50(),
                    impact.addedRevenue().p90(),
                    impact.npv().p10(),
                    impact.npv().p50(),
                    impact.npv().p90(),
                    impact.npv().mean(),
                    impact.cost(),
                    impact.roi(),
                    impact.positiveProbability(),
                    impact.paybackMonth());
        }
    }

    @Override
    public String positionText() {
        return asOf.text();
    }

    /** The columns of growth_projections.csv. */
    String csv() {
        CsvTable table = CsvTable.of(
                "month",
                "baseline_new_paying",
                "improved_new_paying",
                "baseline_revenue",
                "improved_revenue",
                "revenue_p10",
                "revenue_p90",
                "revenue_p50");
        months.forEach(row -> table.row(
                row.month(),
                row.baselineNewPaying(),
                row.improvedNewPaying(),
                row.baselineRevenue(),
                row.improvedRevenue(),
                row.revenueP10(),
                row.revenueP90(),
                row.revenueP50()));
        return table.render();
    }
}
