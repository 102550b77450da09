package dev.lodestar.e2e;

import dev.lodestar.engine.activity.EngagementRow;
import dev.lodestar.engine.activity.StickinessDay;
import dev.lodestar.engine.cohort.DayNRow;
import dev.lodestar.engine.cohort.RetentionCell;
import dev.lodestar.engine.cohort.RetentionCohort;
import dev.lodestar.engine.feature.FeatureAdoption;
import dev.lodestar.engine.funnel.FunnelGroup;
import dev.lodestar.engine.funnel.FunnelStageRow;
import dev.lodestar.engine.northstar.NorthStarWeek;
import dev.lodestar.engine.poweruser.PowerCurvePoint;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.revenue.ChannelRevenue;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.testkit.oracle.AcquisitionOracle;
import dev.lodestar.testkit.oracle.ActivityOracle;
import dev.lodestar.testkit.oracle.CohortOracle;
import dev.lodestar.testkit.oracle.FeatureOracle;
import dev.lodestar.testkit.oracle.FunnelOracle;
import dev.lodestar.testkit.oracle.NorthStarOracle;
import dev.lodestar.testkit.oracle.PowerUserOracle;
import dev.lodestar.testkit.oracle.RevenueOracle;
import dev.lodestar.testkit.oracle.Slice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds the files of a bundle against the naive second implementation, cell by cell. */
final class BundleOracle {
    private static final double TOP_SHARE = 0.10;
    private static final String[] FUNNEL_COLUMNS = {
        "stage",
        "stage_number",
        "users_at_stage",
        "conversion_from_previous",
        "overall_conversion",
        "drop_off_rate",
        "in_progress"
    };

    private static final Map<String, Double> NO_PRICES = Map.of();

    private final Path bundle;
    private final Slice slice;

    BundleOracle(Path bundle, Slice slice) {
        this.bundle = bundle;
        this.slice = slice;
    }

    void assertEngagement() {
        CsvFile file = CsvFile.read(bundle.resolve("engagement_metrics.csv"));
        for (CalendarPeriod period : List.of(CalendarPeriod.DAILY, CalendarPeriod.WEEKLY, CalendarPeriod.MONTHLY)) {
            String name = period.name().toLowerCase(Locale.ROOT);
            Table expected = new Table();
            for (EngagementRow row : new ActivityOracle(slice).engagement(period)) {
                expected.row(
                        row.periodStart(),
                        row.activeUsers(),
                        row.newUsers(),
                        row.returningUsers(),
                        row.resurrectingUsers(),
                        row.dormantUsers(),
                        row.growthRate(),
                        row.partial());
            }
            expected.assertEqualTo(
                    file.where("period", name)
                            .cells(
                                    "period_start",
                                    "active_users",
                                    "new_users",
                                    "returning_users",
                                    "resurrecting_users",
                                    "dormant_users",
                                    "growth_rate",
                                    "partial"),
                    "engagement " + name);
        }
    }

    void assertStickiness() {
        Table expected = new Table();
        for (StickinessDay day : new ActivityOracle(slice).stickiness()) {
            expected.row(day.date(), day.dau(), day.wau(), day.mau(), day.dauMauRatio());
        }
        expected.assertEqualTo(
                CsvFile.read(bundle.resolve("stickiness.csv")).cells("date", "dau", "wau", "mau", "dau_mau_ratio"),
                "stickiness");
    }

    void assertNorthStar() {
        Table expected = new Table();
        for (NorthStarWeek week : new NorthStarOracle(slice).weekly()) {
            expected.row(
                    week.weekStart(), week.value(), week.weeklyActiveUsers(), week.collaborationRate(), week.partial());
        }
        expected.assertEqualTo(
                CsvFile.read(bundle.resolve("north_star.csv"))
                        .cells("week_start", "value", "weekly_active_users", "collaboration_rate", "partial"),
                "north star");
    }

    void assertFeatures() {
        Table expected = new Table();
        for (FeatureAdoption feature : new FeatureOracle(slice).features()) {
            expected.row(
                    feature.feature(),
                    feature.usersAdopted(),
                    feature.eligibleUsers(),
                    feature.adoptionRate(),
                    feature.events(),
                    feature.avgUsagePerUser(),
                    feature.medianDaysToFirstUse(),
                    feature.avgDaysUsedPerUser(),
                    feature.medianDaysUsedPerUser(),
                    feature.shareOfActiveUsers());
        }
        expected.assertEqualTo(
                CsvFile.read(bundle.resolve("feature_adoption.csv"))
                        .cells(
                                "feature",
                                "users_adopted",
                                "eligible_users",
                                "adoption_rate",
                                "events",
                                "avg_usage_per_user",
                                "median_days_to_first_use",
                                "avg_days_used_per_user",
                                "median_days_used_per_user",
                                "share_of_active_users"),
                "feature adoption");
    }

    void assertPowerUsers() {
        Table expected = new Table();
        for (PowerCurvePoint point : new PowerUserOracle(slice, TOP_SHARE).curve()) {
            expected.row(point.activeDays(), point.users(), point.usersAtLeast(), point.isPower());
        }
        expected.assertEqualTo(
                CsvFile.read(bundle.resolve("power_users.csv"))
                        .cells("active_days", "users", "users_at_least", "is_power"),
                "power users");
    }

    void assertFunnels() {
        FunnelOracle oracle = new FunnelOracle(slice);
        Table total = new Table();
        oracle.stages().forEach(stage -> total.row(stage(stage).toArray()));
        total.assertEqualTo(CsvFile.read(bundle.resolve("funnel_metrics.csv")).cells(FUNNEL_COLUMNS), "funnel");
        assertGroups(oracle, "segment", "segment_funnel.csv");
        assertGroups(oracle, "channel", "channel_funnel.csv");
    }

    private void assertGroups(FunnelOracle oracle, String attribute, String name) {
        Table expected = new Table();
        for (FunnelGroup group : oracle.groups(attribute)) {
            for (FunnelStageRow stage : group.stages()) {
                List<@Nullable Object> row = new ArrayList<>(Arrays.asList(attribute, group.value()));
                row.addAll(stage(stage));
                expected.row(row.toArray());
            }
        }
        List<String> columns = new ArrayList<>(List.of("segment_type", "segment_value"));
        columns.addAll(Arrays.asList(FUNNEL_COLUMNS));
        expected.assertEqualTo(CsvFile.read(bundle.resolve(name)).cells(columns.toArray(new String[0])), name);
    }

    private static List<@Nullable Object> stage(FunnelStageRow stage) {
        return Arrays.asList(
                stage.stage(),
                stage.stageNumber(),
                stage.usersAtStage(),
                stage.conversionFromPrevious(),
                stage.overallConversion(),
                stage.dropOffRate(),
                stage.inProgress());
    }

    void assertRetention() {
        Table expected = new Table();
        for (RetentionCohort cohort : new CohortOracle(slice).retention(CalendarPeriod.MONTHLY, RetentionMode.ON)) {
            for (RetentionCell cell : cohort.cells()) {
                expected.row(cohort.cohort(), cell.period(), cell.activeUsers(), cohort.size(), cell.retentionRate());
            }
        }
        expected.assertEqualTo(
                CsvFile.read(bundle.resolve("cohort_retention.csv"))
                        .cells("cohort", "period", "active_users", "cohort_size", "retention_rate"),
                "cohort retention");
    }

    void assertRevenue() {
        Table expected = new Table();
        for (RevenueOracle.Paid paid : new RevenueOracle(slice, NO_PRICES).cohorts()) {
            expected.row(
                    paid.cohort(),
                    paid.size(),
                    paid.paying(),
                    paid.revenue(),
                    paid.revenue() / paid.size(),
                    paid.paying() == 0 ? null : (Double) (paid.revenue() / paid.paying()));
        }
        expected.assertEqualTo(
                CsvFile.read(bundle.resolve("cohort_ltv.csv"))
                        .cells("cohort", "cohort_size", "paying_users", "revenue", "arpu", "arppu"),
                "revenue by cohort");
    }

    /** Spend of the range over those who signed up in it and pay, whole and by channel. */
    void assertAcquisitionCosts() {
        RevenueOracle revenue = new RevenueOracle(slice, NO_PRICES);
        Map<String, ChannelRevenue> paying =
                revenue.channels().stream().collect(Collectors.toMap(ChannelRevenue::channel, Function.identity()));
        AcquisitionOracle acquisition = new AcquisitionOracle(slice);
        Table expected = new Table();
        expected.row(
                null,
                cost(
                        Objects.requireNonNull(acquisition.spend()),
                        Objects.requireNonNull(revenue.total().payingUsers())));
        acquisition
                .channels()
                .forEach(channel -> expected.row(
                        channel.channel(),
                        cost(
                                Objects.requireNonNull(channel.spend()),
                                Objects.requireNonNull(Objects.requireNonNull(paying.get(channel.channel()))
                                        .payingUsers()))));
        expected.assertEqualTo(
                CsvFile.read(bundle.resolve("unit_economics.csv"))
                        .where("metric", "cac")
                        .cells("channel", "value"),
                "cost of a paying user");
    }

    private static @Nullable Double cost(double spend, long payers) {
        return payers == 0 ? null : (Double) (spend / payers);
    }

    void assertDayN() {
        Table expected = new Table();
        for (DayNRow row : new CohortOracle(slice).dayN()) {
            expected.row(row.day(), row.eligibleUsers(), row.retainedUsers(), row.retentionRate());
        }
        expected.assertEqualTo(
                CsvFile.read(bundle.resolve("day_n_retention.csv"))
                        .cells("day", "eligible_users", "retained_users", "retention_rate"),
                "day-n");
    }
}
