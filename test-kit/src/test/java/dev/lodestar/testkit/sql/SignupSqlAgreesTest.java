package dev.lodestar.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.activation.ActivationRate;
import dev.lodestar.engine.activation.ActivationStatuses;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.CohortSet;
import dev.lodestar.engine.cohort.ComparedPeriod;
import dev.lodestar.engine.cohort.DayNRow;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.sql.ActivityRows;
import dev.lodestar.engine.sql.ActivitySql;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.testkit.oracle.ActivationOracle;
import dev.lodestar.testkit.oracle.CohortOracle;
import dev.lodestar.testkit.oracle.ComparisonOracle;
import dev.lodestar.testkit.oracle.Facts;
import dev.lodestar.testkit.oracle.RandomCriteria;
import dev.lodestar.testkit.oracle.RandomHistory;
import dev.lodestar.testkit.oracle.Slice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of users after their signup as SQL, on random histories, against the naive second implementation; a failure names the seed. */
class SignupSqlAgreesTest {
    private static final int DEFINITIONS = Integer.getInteger("lodestar.sql.definitions", 200);
    private static final int SILENT_DAYS = 30;

    private static final List<String> COMPARISON = List.of(
            "period",
            "early_active",
            "early_size",
            "early_rate",
            "late_active",
            "late_size",
            "late_rate",
            "difference",
            "ci_low",
            "ci_high",
            "z",
            "p_value",
            "p_adjusted",
            "early_cohorts",
            "late_cohorts",
            "log_rank_chi_square",
            "log_rank_p_value",
            "reason");

    /** Short periods more often: more cohorts of them are mature. */
    private static final List<CalendarPeriod> PERIODS = List.of(
            CalendarPeriod.DAILY,
            CalendarPeriod.DAILY,
            CalendarPeriod.WEEKLY,
            CalendarPeriod.WEEKLY,
            CalendarPeriod.MONTHLY,
            CalendarPeriod.QUARTERLY);

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "DUCKDB"})
    void every_cell_of_random_questions_is_the_same(SqlDialect dialect) throws Exception {
        Outcome outcome = new Outcome();
        try (SqlWarehouse warehouse = SqlWarehouse.empty(dialect)) {
            for (long seed = 1; seed <= DEFINITIONS; seed++) {
                Facts history = RandomHistory.of(seed).facts();
                warehouse.clear();
                WarehouseRows.copy(history, warehouse);
                Random random = new Random(17 * seed + 9);
                // the end of the data depends on today, which the facts set and the database does not
                Facts facts = new Facts(
                        history.users(),
                        history.acquisition(),
                        history.zone(),
                        history.plan(),
                        LocalDate.now(history.zone()));
                Scope scope = scope(facts, random);
                if (seed % 3 == 0) {
                    scope = new RandomCriteria(facts, random).narrow(scope);
                }
                Question question = new Question(
                        "seed " + seed + ", " + facts.zone() + ", " + scope,
                        warehouse,
                        dialect,
                        Slice.of(facts, scope),
                        PERIODS.get(random.nextInt(PERIODS.size())));
                outcome.activated += question.checkActivation();
                outcome.retained += question.checkDayN();
                outcome.compared += question.checkComparison();
            }
        }
        assertThat(outcome.activated).as("activated users").isGreaterThan(DEFINITIONS);
        assertThat(outcome.retained).as("retained users").isGreaterThan(DEFINITIONS);
        assertThat(outcome.compared).as("comparisons with an outcome").isGreaterThan(DEFINITIONS / 20);
    }

    private static final class Outcome {
        private long activated;
        private long retained;
        private long compared;
    }

    private static Scope scope(Facts facts, Random random) {
        LocalDate first = Slice.of(facts, Scope.EVERYTHING).from();
        LocalDate from = random.nextInt(3) != 0 ? null : first.plusDays(random.nextInt(60) - 5L);
        LocalDate to = random.nextInt(3) != 0 ? null : (from == null ? first : from).plusDays(random.nextInt(200));
        Filters filters = switch (random.nextInt(6)) {
            case 0 -> Filters.of(Map.of("segment", "enterprise"));
            case 1 -> Filters.of(Map.of(RandomHistory.DEVICE, Filters.NONE));
            default -> Filters.EVERYBODY;
        };
        return new Scope(from, to, filters);
    }

    private record Question(
            String name, SqlWarehouse warehouse, SqlDialect dialect, Slice slice, CalendarPeriod period) {

        private SqlTable ask(ActivityRows rows) throws Exception {
            Scope scope = slice.scope();
            SqlParameters parameters =
                    SqlParameters.STANDARD.with(it -> it.timeZone(slice.facts().zone())
                            .range(scope.from(), scope.to())
                            .plan(slice.facts().plan()));
            return warehouse.run(ActivitySql.render(dialect, rows, period, parameters, scope.filters()));
        }

        long checkActivation() throws Exception {
            ActivationOracle oracle = new ActivationOracle(slice);
            ActivationStatuses statuses = oracle.statuses();
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (ActivationRate rate : oracle.rates()) {
                rows.add(Arrays.asList(
                        rate.withinDays(),
                        rate.eligibleUsers(),
                        rate.activatedUsers(),
                        rate.rate(),
                        rate.ciLow(),
                        rate.ciHigh(),
                        oracle.totalUsers(),
                        statuses == null ? null : (Long) statuses.fast(),
                        statuses == null ? null : (Long) statuses.normal(),
                        statuses == null ? null : (Long) statuses.slow(),
                        statuses == null ? null : (Long) statuses.notActivated(),
                        oracle.medianHours(),
                        oracle.p90Hours()));
            }
            ask(ActivityRows.ACTIVATION)
                    .requireSame(
                            name + ", activation",
                            List.of(
                                    "within_days",
                                    "eligible_users",
                                    "activated_users",
                                    "rate",
                                    "ci_low",
                                    "ci_high",
                                    "total_users",
                                    "fast",
                                    "normal",
                                    "slow",
                                    "not_activated",
                                    "median_hours",
                                    "p90_hours"),
                            rows.stream());
            return statuses == null ? 0 : statuses.fast() + statuses.normal() + statuses.slow();
        }

        long checkDayN() throws Exception {
            List<DayNRow> expected = new CohortOracle(slice).dayN();
            ask(ActivityRows.DAY_N_RETENTION)
                    .requireSame(
                            name + ", day n",
                            List.of(
                                    "day",
                                    "eligible_users",
                                    "retained_users",
                                    "retention_rate",
                                    "ci_low",
                                    "ci_high",
                                    "on_or_after_users",
                                    "on_or_after_rate"),
                            expected.stream()
                                    .map(row -> Arrays.asList(
                                            row.day(),
                                            row.eligibleUsers(),
                                            row.retainedUsers(),
                                            row.retentionRate(),
                                            row.ciLow(),
                                            row.ciHigh(),
                                            row.onOrAfterUsers(),
                                            row.onOrAfterRate())));
            return expected.stream()
                    .mapToLong(row -> row.onOrAfterUsers() == null ? 0 : row.onOrAfterUsers())
                    .sum();
        }

        long checkComparison() throws Exception {
            ComparisonOracle oracle = new ComparisonOracle(slice, period);
            Double chiSquare = oracle.logRankChiSquare(SILENT_DAYS);
            Double pValue = oracle.logRankPValue(SILENT_DAYS);
            List<ComparedPeriod> expected = oracle.periods();
            SqlTable table = ask(ActivityRows.COHORT_COMPARISON);
            if (expected.isEmpty()) {
                assertThat(table.lines(
                                "period",
                                "early_active",
                                "late_rate",
                                "z",
                                "p_value",
                                "p_adjusted",
                                "log_rank_p_value"))
                        .as(name)
                        .containsExactly("1,,,,,,", "3,,,,,,", "6,,,,,,");
                assertThat(table.text(0, "reason")).as(name).isIn("no_mature_cohorts", "no_activity_events");
                return 0;
            }
            table.requireSame(
                    name + ", comparison by " + period,
                    COMPARISON,
                    expected.stream()
                            .map(row -> Arrays.asList(
                                    row.period(),
                                    row.earlyActive(),
                                    row.earlySize(),
                                    row.earlyRate(),
                                    row.lateActive(),
                                    row.lateSize(),
                                    row.lateRate(),
                                    row.difference(),
                                    row.ciLow(),
                                    row.ciHigh(),
                                    row.z(),
                                    row.pValue(),
                                    row.pAdjusted(),
                                    cohorts(oracle.early()),
                                    cohorts(oracle.late()),
                                    chiSquare,
                                    pValue,
                                    null)));
            return chiSquare == null ? 0 : 1;
        }

        private static int cohorts(@Nullable CohortSet set) {
            return set == null ? 0 : set.cohorts().size();
        }
    }
}
