package dev.lodestar.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.activity.ActiveDaysBucket;
import dev.lodestar.engine.activity.EngagementRow;
import dev.lodestar.engine.activity.StickinessDay;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.feature.FeatureAdoption;
import dev.lodestar.engine.poweruser.PowerCurvePoint;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.sql.ActivityRows;
import dev.lodestar.engine.sql.ActivitySql;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.testkit.oracle.ActivityOracle;
import dev.lodestar.testkit.oracle.Facts;
import dev.lodestar.testkit.oracle.FeatureOracle;
import dev.lodestar.testkit.oracle.PowerUserOracle;
import dev.lodestar.testkit.oracle.RandomCriteria;
import dev.lodestar.testkit.oracle.RandomHistory;
import dev.lodestar.testkit.oracle.Slice;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Activity of random users, members of random cohorts among them, over random ranges as SQL, against the naive second implementation; a failure names the seed. */
class ActivitySqlAgreesTest {
    private static final int DEFINITIONS = Integer.getInteger("lodestar.sql.definitions", 200);
    private static final List<ActivityRows> ROWS = List.of(
            ActivityRows.ENGAGEMENT,
            ActivityRows.STICKINESS,
            ActivityRows.ACTIVE_DAYS,
            ActivityRows.POWER_USERS,
            ActivityRows.FEATURE_ADOPTION);
    private static final List<CalendarPeriod> PERIODS =
            List.of(CalendarPeriod.DAILY, CalendarPeriod.WEEKLY, CalendarPeriod.MONTHLY);

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "DUCKDB"})
    void every_cell_of_random_definitions_is_the_same(SqlDialect dialect) throws Exception {
        long counted = 0;
        try (SqlWarehouse warehouse = SqlWarehouse.empty(dialect)) {
            for (long seed = 1; seed <= DEFINITIONS; seed++) {
                Facts history = RandomHistory.of(seed).facts();
                warehouse.clear();
                WarehouseRows.copy(history, warehouse);
                Random random = new Random(17 * seed + 5);
                // the end of the data depends on today, which the facts set and the database does not
                Facts facts = new Facts(
                        history.users(),
                        history.acquisition(),
                        history.zone(),
                        history.plan(),
                        LocalDate.now(history.zone()));
                ActivityRows rows = ROWS.get((int) (seed % ROWS.size()));
                CalendarPeriod period = PERIODS.get(random.nextInt(PERIODS.size()));
                Scope scope = scope(facts, random);
                if (seed % 3 == 0) {
                    scope = new RandomCriteria(facts, random).narrow(scope);
                }
                counted += check(seed, warehouse, dialect, Slice.of(facts, scope), rows, period);
            }
        }
        assertThat(counted).as("rows with somebody in them").isGreaterThan(DEFINITIONS);
    }

    private static long check(
            long seed,
            SqlWarehouse warehouse,
            SqlDialect dialect,
            Slice slice,
            ActivityRows rows,
            CalendarPeriod period)
            throws Exception {
        Facts facts = slice.facts();
        Scope scope = slice.scope();
        SqlParameters parameters = SqlParameters.STANDARD.with(
                it -> it.timeZone(facts.zone()).range(scope.from(), scope.to()).plan(facts.plan()));
        String name = "seed " + seed + ", " + rows + " by " + period + ", " + facts.zone() + ", " + scope;
        SqlTable table = warehouse.run(ActivitySql.render(dialect, rows, period, parameters, scope.filters()));
        ActivityOracle oracle = new ActivityOracle(slice);
        return switch (rows) {
            case ENGAGEMENT -> engagement(name, table, oracle.engagement(period));
            case STICKINESS -> stickiness(name, table, oracle.stickiness());
            case ACTIVE_DAYS -> activeDays(name, table, oracle.histogram());
            case POWER_USERS ->
                powerUsers(
                        name,
                        table,
                        new PowerUserOracle(slice, parameters.topShare().doubleValue()));
            case FEATURE_ADOPTION -> features(name, table, new FeatureOracle(slice));
            case ACTIVATION, DAY_N_RETENTION, COHORT_COMPARISON ->
                throw new IllegalArgumentException("asked in SignupSqlAgreesTest");
        };
    }

    private static long engagement(String name, SqlTable table, List<EngagementRow> expected) {
        table.requireSame(
                name,
                List.of(
                        "period_start",
                        "active_users",
                        "new_users",
                        "returning_users",
                        "resurrecting_users",
                        "dormant_users",
                        "growth_rate",
                        "quick_ratio",
                        "partial"),
                expected.stream()
                        .map(row -> cells(
                                row.periodStart(),
                                row.activeUsers(),
                                row.newUsers(),
                                row.returningUsers(),
                                row.resurrectingUsers(),
                                row.dormantUsers(),
                                row.growthRate(),
                                row.quickRatio(),
                                row.partial())));
        return filled(expected.stream().map(EngagementRow::activeUsers));
    }

    private static long stickiness(String name, SqlTable table, List<StickinessDay> expected) {
        table.requireSame(
                name,
                List.of("date", "dau", "wau", "mau", "dau_wau_ratio", "dau_mau_ratio", "wau_mau_ratio"),
                expected.stream()
                        .map(day -> cells(
                                day.date(),
                                day.dau(),
                                day.wau(),
                                day.mau(),
                                day.dauWauRatio(),
                                day.dauMauRatio(),
                                day.wauMauRatio())));
        return filled(expected.stream().map(StickinessDay::dau));
    }

    private static long activeDays(String name, SqlTable table, List<ActiveDaysBucket> expected) {
        table.requireSame(
                name,
                List.of("active_days", "users", "users_at_least"),
                expected.stream().map(bucket -> cells(bucket.activeDays(), bucket.users(), bucket.usersAtLeast())));
        return filled(expected.stream().map(ActiveDaysBucket::users));
    }

    private static long powerUsers(String name, SqlTable table, PowerUserOracle oracle) {
        table.requireSame(
                name,
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
                        .map(point -> cells(
                                point.activeDays(),
                                point.users(),
                                point.usersAtLeast(),
                                point.isPower(),
                                oracle.threshold(),
                                oracle.powerUsers(),
                                oracle.activeUsers(),
                                oracle.eventShare())));
        return filled(oracle.curve().stream().map(PowerCurvePoint::users));
    }

    private static long features(String name, SqlTable table, FeatureOracle oracle) {
        table.requireSame(
                name,
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
                oracle.features().stream()
                        .map(feature -> cells(
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
                                oracle.activeUsers())));
        return filled(oracle.features().stream().map(FeatureAdoption::usersAdopted));
    }

    private static long filled(Stream<@Nullable Long> counts) {
        return counts.filter(count -> count != null && count > 0).count();
    }

    private static List<@Nullable Object> cells(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    private static Scope scope(Facts facts, Random random) {
        LocalDate first = Slice.of(facts, Scope.EVERYTHING).from();
        LocalDate from = random.nextBoolean() ? null : first.plusDays(random.nextInt(60) - 5L);
        LocalDate to = random.nextBoolean() ? null : (from == null ? first : from).plusDays(random.nextInt(200));
        return new Scope(from, to, filters(random));
    }

    private static Filters filters(Random random) {
        SortedMap<String, List<String>> allowed = new TreeMap<>();
        if (random.nextInt(3) == 0) {
            allowed.put("segment", List.of("enterprise", Filters.NONE));
        }
        if (random.nextInt(3) == 0) {
            allowed.put("channel", random.nextBoolean() ? List.of("organic", "referral") : List.of(Filters.NONE));
        }
        if (random.nextInt(4) == 0) {
            allowed.put("plan_type", List.of("free", "nobody has it", Filters.NONE));
        }
        if (random.nextInt(4) == 0) {
            allowed.put(RandomHistory.DEVICE, List.of("mobile", random.nextBoolean() ? "desktop" : Filters.NONE));
        }
        return new Filters(allowed);
    }
}
