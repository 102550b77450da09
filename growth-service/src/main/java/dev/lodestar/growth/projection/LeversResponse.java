package dev.lodestar.growth.projection;

import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.projection.domain.Impact;
import dev.lodestar.growth.projection.domain.RankedLever;
import dev.lodestar.kit.wire.CsvTable;
import dev.lodestar.kit.wire.Positioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The levers, each alone against the baseline, best expected ROI first. */
public record LeversResponse(
        List<Row> levers, GrowthDefinition definition, PositionResponse asOf, double completeness, Instant computedAt)
        implements Positioned {

    private static final String NO_STAGE_RATE = "awareness_has_no_conversion";

    /**
     * One lever.
     *
     * @param addedUsersP10 new paying users beyond the baseline over the horizon
     * @param reason why current and improved rate are null
     */
    public record Row(
            int rank,
            String lever,
            String targetStage,
            double expectedLift,
            @Nullable Double currentRate,
            @Nullable Double improvedRate,
            double addedUsersP10,
            double addedUsersP50,
            double addedUsersP90,
            double addedRevenueP10,
            double addedRevenueP50,
            double addedRevenueP90,
            double cost,
            @Nullable Double roi,
            String confidence,
            double rice,
            double ice,
            double liftLow,
            double liftHigh,
            double effortPersonMonths,
            int rampMonths,
            int startMonth,
            double npvP10,
            double npvP50,
            double npvP90,
            double npvMean,
            double probabilityPositive,
            @Nullable Integer paybackMonth,
            @Nullable String reason) {

        static Row from(int rank, RankedLever ranked) {
            Lever lever = ranked.lever();
            Impact impact = ranked.impact();
            return new Row(
                    rank,
                    lever.name(),
                    lever.stage().wireName(),
                    lever.lift().mode(),
                    ranked.currentRate(),
                    ranked.improvedRate(),
                    impact.addedUsers().p10(),
                    impact.addedUsers().p50(),
                    impact.addedUsers().p90(),
                    impact.addedRevenue().p10(),
                    impact.addedRevenue().p50(),
                    impact.addedRevenue().p90(),
                    lever.cost(),
                    impact.roi(),
                    lever.confidence().wireName(),
                    ranked.rice(),
                    ranked.ice(),
                    lever.lift().low(),
                    lever.lift().high(),
                    lever.effortPersonMonths(),
                    lever.rampMonths(),
                    lever.startMonth(),
                    impact.npv().p10(),
                    impact.npv().p50(),
                    impact.npv().p90(),
                    impact.npv().mean(),
                    impact.positiveProbability(),
                    impact.paybackMonth(),
                    ranked.currentRate() == null ? NO_STAGE_RATE : null);
        }

        private @Nullable Object[] cells() {
            return new @Nullable Object[] {
                rank,
                lever,
                targetStage,
                expectedLift,
                currentRate,
                improvedRate,
                addedUsersP10,
                addedUsersP50,
                addedUsersP90,
                addedRevenueP10,
                addedRevenueP50,
                addedRevenueP90,
                cost,
                roi,
                confidence,
                rice,
                ice,
                liftLow,
                liftHigh,
                effortPersonMonths,
                rampMonths,
                startMonth,
                npvP10,
                npvP50,
                npvP90,
                npvMean,
                probabilityPositive,
                paybackMonth
            };
        }
    }

    static List<Row> rows(List<RankedLever> ranking) {
        var rows = new ArrayList<Row>();
        ranking.forEach(ranked -> rows.add(Row.from(rows.size() + 1, ranked)));
        return rows;
    }

    @Override
    public String positionText() {
        return asOf.text();
    }

    /** The columns of growth_levers.csv. */
    String csv() {
        CsvTable table = CsvTable.of(
                "rank",
                "lever",
                "target_stage",
                "expected_lift",
                "current_rate",
                "improved_rate",
                "added_users_p10",
                "added_users_p50",
                "added_users_p90",
                "added_revenue_p10",
                "added_revenue_p50",
                "added_revenue_p90",
                "cost",
                "roi",
                "confidence",
                "rice",
                "ice",
                "lift_low",
                "lift_high",
                "effort_person_months",
                "ramp_months",
                "start_month",
                "npv_p10",
                "npv_p50",
                "npv_p90",
                "npv_mean",
                "probability_positive",
                "payback_month");
        levers.forEach(row -> table.row(row.cells()));
        return table.render();
    }
}
