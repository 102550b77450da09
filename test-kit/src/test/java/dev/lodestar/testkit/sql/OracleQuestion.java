package dev.lodestar.testkit.sql;

import dev.lodestar.engine.cohort.RetentionCell;
import dev.lodestar.engine.cohort.RetentionCohort;
import dev.lodestar.engine.feature.FeatureAdoption;
import dev.lodestar.engine.funnel.FunnelGroup;
import dev.lodestar.engine.funnel.FunnelStageRow;
import dev.lodestar.engine.northstar.NorthStarWeek;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.sql.SqlBreakdown;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.sql.SqlQuery;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.testkit.oracle.ActivityOracle;
import dev.lodestar.testkit.oracle.CohortOracle;
import dev.lodestar.testkit.oracle.FeatureOracle;
import dev.lodestar.testkit.oracle.FunnelOracle;
import dev.lodestar.testkit.oracle.NorthStarOracle;
import dev.lodestar.testkit.oracle.PowerUserOracle;
import dev.lodestar.testkit.oracle.RevenueOracle;
import dev.lodestar.testkit.oracle.Slice;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The same question to the queries and to the oracles.
 *
 * @param name tells one question from another in a failure
 * @param warehouse holds the facts of the slice
 * @param slice what the oracles may see
 * @param parameters the same for the queries
 */
record OracleQuestion(String name, SqlWarehouse warehouse, Slice slice, SqlParameters parameters) {
    private static final Map<CalendarPeriod, Integer> LONGEST_COHORT_RANGE_DAYS =
            Map.of(CalendarPeriod.DAILY, 60, CalendarPeriod.WEEKLY, 500);

    /** Compares every query, cell by cell. */
    void check() throws SQLException {
        checkStickiness();
        checkNorthStar();
        checkFeatures();
        checkPowerUsers();
        if (hasActivity()) {
            checkFunnels();
        }
        for (CalendarPeriod period : CalendarPeriod.values()) {
            if (slice.from()
                    .plusDays(LONGEST_COHORT_RANGE_DAYS.getOrDefault(period, Integer.MAX_VALUE))
                    .isAfter(slice.to())) {
                checkRetention(period);
            }
        }
        checkRevenue();
    }

    /** Without any, the stages after signup are null, which is worked by hand in {@link HandWorkedSqlTest}. */
    private boolean hasActivity() {
        return slice.facts().users().stream()
                .flatMap(user -> user.events().stream())
                .anyMatch(event -> !parameters.plan().passive().contains(event.type()));
    }

    private void checkStickiness() throws SQLException {
        check(
                SqlQuery.DAU_MAU_METRICS,
                parameters,
                List.of("date", "dau", "wau", "mau", "dau_wau_ratio", "dau_mau_ratio", "wau_mau_ratio"),
                new ActivityOracle(slice)
                        .stickiness().stream()
                                .map(day -> row(
                                        day.date(),
                                        day.dau(),
                                        day.wau(),
                                        day.mau(),
                                        day.dauWauRatio(),
                                        day.dauMauRatio(),
                                        day.wauMauRatio())));
    }

    private void checkNorthStar() throws SQLException {
        NorthStarOracle oracle = new NorthStarOracle(slice);
        NorthStarWeek current = oracle.current();
        check(
                SqlQuery.NORTH_STAR_METRIC,
                parameters,
                List.of(
                        "week_start",
                        "value",
                        "weekly_active_users",
                        "collaboration_rate",
                        "partial",
                        "unit",
                        "is_current"),
                oracle.weekly().stream()
                        .map(week -> row(
                                week.weekStart(),
                                week.value(),
                                week.weeklyActiveUsers(),
                                week.collaborationRate(),
                                week.partial(),
                                oracle.unit(),
                                week.equals(current))));
        SqlTable weeks = warehouse.run(
                SqlQuery.NORTH_STAR_METRIC, parameters, slice.scope().filters());
        for (int i = 0; i < weeks.rows().size(); i++) {
            if ("t".equals(weeks.text(i, "is_current"))) {
                SqlTable.requireSame(name + " four_week_mean", weeks.text(i, "four_week_mean"), oracle.fourWeekMean());
            }
        }
    }

    private void checkFeatures() throws SQLException {
        FeatureOracle oracle = new FeatureOracle(slice);
        check(
                SqlQuery.FEATURE_ADOPTION,
                parameters,
                List.of(
                        "feature",
                        "users_adopted",
                        "eligible_users",
                        "adoption_rate",
                        "events",
                        "avg_usage_per_user",
                        "median_days_to_first_use",
                        "avg_days_used_per_user",
                        "median_days_used_per_user",
                        "share_of_active_users",
                        "active_users"),
                oracle.features().stream().map(feature -> featureRow(feature, oracle.activeUsers())));
    }

    private static List<@Nullable Object> featureRow(FeatureAdoption feature, @Nullable Long activeUsers) {
        return row(
                feature.feature(),
                feature.usersAdopted(),
                feature.eligibleUsers(),
                feature.adoptionRate(),
                feature.events(),
                feature.avgUsagePerUser(),
                feature.medianDaysToFirstUse(),
                feature.avgDaysUsedPerUser(),
                feature.medianDaysUsedPerUser(),
                feature.shareOfActiveUsers(),
                activeUsers);
    }

    private void checkPowerUsers() throws SQLException {
        PowerUserOracle oracle =
                new PowerUserOracle(slice, parameters.topShare().doubleValue());
        check(
                SqlQuery.POWER_USERS,
                parameters,
                List.of(
                        "active_days",
                        "users",
                        "users_at_least",
                        "is_power",
                        "threshold",
                        "power_users",
                        "active_users",
                        "event_share"),
                oracle.curve().stream()
                        .map(point -> row(
                                point.activeDays(),
                                point.users(),
                                point.usersAtLeast(),
                                point.isPower(),
                                oracle.threshold(),
                                oracle.powerUsers(),
                                oracle.activeUsers(),
                                oracle.eventShare())));
    }

    private void checkFunnels() throws SQLException {
        FunnelOracle oracle = new FunnelOracle(slice);
        List<List<@Nullable Object>> everybody = new ArrayList<>();
        oracle.stages().forEach(stage -> everybody.add(stageRow(null, stage)));
        checkFunnel(parameters, everybody.stream());
        for (SqlBreakdown breakdown : SqlBreakdown.values()) {
            List<List<@Nullable Object>> groups = new ArrayList<>();
            for (FunnelGroup group : oracle.groups(breakdown.wireName())) {
                group.stages().forEach(stage -> groups.add(stageRow(group.value(), stage)));
            }
            checkFunnel(parameters.with(it -> it.breakdown(breakdown)), groups.stream());
        }
    }

    private void checkFunnel(SqlParameters ofBreakdown, Stream<List<@Nullable Object>> expected) throws SQLException {
        check(
                SqlQuery.FUNNEL_ANALYSIS,
                ofBreakdown,
                List.of(
                        "segment_value",
                        "stage",
                        "stage_number",
                        "users_at_stage",
                        "conversion_from_previous",
                        "overall_conversion",
                        "drop_off_rate",
                        "ci_low",
                        "ci_high",
                        "in_progress",
                        "reason"),
                expected);
    }

    private static List<@Nullable Object> stageRow(@Nullable String value, FunnelStageRow stage) {
        return row(
                value,
                stage.stage(),
                stage.stageNumber(),
                stage.usersAtStage(),
                stage.conversionFromPrevious(),
                stage.overallConversion(),
                stage.dropOffRate(),
                stage.ciLow(),
                stage.ciHigh(),
                stage.inProgress(),
                stage.reason());
    }

    private void checkRetention(CalendarPeriod period) throws SQLException {
        List<List<@Nullable Object>> cells = new ArrayList<>();
        for (RetentionCohort cohort : new CohortOracle(slice).retention(period, RetentionMode.ON)) {
            cohort.cells().forEach(cell -> cells.add(cellRow(cohort, cell)));
        }
        check(
                SqlQuery.COHORT_RETENTION,
                parameters.with(it -> it.cohortPeriod(period)),
                List.of(
                        "cohort",
                        "period",
                        "active_users",
                        "cohort_size",
                        "retention_rate",
                        "ci_low",
                        "ci_high",
                        "censored"),
                cells.stream());
    }

    private static List<@Nullable Object> cellRow(RetentionCohort cohort, RetentionCell cell) {
        return row(
                cohort.cohort(),
                cell.period(),
                cell.activeUsers(),
                cohort.size(),
                cell.retentionRate(),
                cell.ciLow(),
                cell.ciHigh(),
                cell.censored());
    }

    private void checkRevenue() throws SQLException {
        RevenueOracle oracle = new RevenueOracle(slice, Map.of());
        boolean known = slice.facts().users().stream()
                .flatMap(user -> user.events().stream())
                .anyMatch(event -> event.type().equals(parameters.plan().revenue()));
        check(
                SqlQuery.REVENUE_METRICS,
                parameters,
                List.of(
                        "cohort",
                        "cohort_size",
                        "paying_users",
                        "conversion_rate",
                        "revenue",
                        "arpu",
                        "arppu",
                        "ltv_to_date"),
                oracle.cohorts().stream().map(paid -> revenueRow(paid, known)));
    }

    private static List<@Nullable Object> revenueRow(RevenueOracle.Paid paid, boolean known) {
        if (!known) {
            return row(paid.cohort(), paid.size(), null, null, null, null, null, null);
        }
        return row(
                paid.cohort(),
                paid.size(),
                paid.paying(),
                (double) paid.paying() / paid.size(),
                paid.revenue(),
                paid.revenue() / paid.size(),
                paid.paying() == 0 ? null : paid.revenue() / paid.paying(),
                paid.cumulative().getLast());
    }

    private void check(
            SqlQuery query, SqlParameters asked, List<String> columns, Stream<List<@Nullable Object>> expected)
            throws SQLException {
        String where = name + ", " + query.fileName() + " by " + asked.breakdown() + ", " + asked.cohortPeriod();
        warehouse.run(query, asked, slice.scope().filters()).requireSame(where, columns, expected);
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }
}
