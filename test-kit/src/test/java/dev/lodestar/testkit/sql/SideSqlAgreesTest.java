package dev.lodestar.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.SideComparisonAnswer.SidePeriod;
import dev.lodestar.engine.cohort.SideComparisonAnswer.SideUsers;
import dev.lodestar.engine.cohort.SideDefinition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.sql.SideSql;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.testkit.oracle.Facts;
import dev.lodestar.testkit.oracle.RandomCriteria;
import dev.lodestar.testkit.oracle.RandomHistory;
import dev.lodestar.testkit.oracle.RandomSides;
import dev.lodestar.testkit.oracle.SideComparisonOracle;
import dev.lodestar.testkit.oracle.Slice;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Comparisons of random pairs of sets as SQL, on random histories, against the naive second implementation; a failure names the seed. */
class SideSqlAgreesTest {
    private static final int DEFINITIONS = Integer.getInteger("lodestar.sql.definitions", 200);

    private static final List<String> COLUMNS = List.of(
            "period",
            "a_active",
            "a_size",
            "a_rate",
            "b_active",
            "b_size",
            "b_rate",
            "difference",
            "ci_low",
            "ci_high",
            "z",
            "p_value",
            "p_adjusted",
            "a_cohorts",
            "b_cohorts",
            "log_rank_chi_square",
            "reason");

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "DUCKDB"})
    void every_cell_of_random_comparisons_is_the_same(SqlDialect dialect) throws Exception {
        int compared = 0;
        int empty = 0;
        try (SqlWarehouse warehouse = SqlWarehouse.empty(dialect)) {
            for (long seed = 1; seed <= DEFINITIONS; seed++) {
                Facts history = RandomHistory.of(seed).facts();
                warehouse.clear();
                WarehouseRows.copy(history, warehouse);
                Random random = new Random(19 * seed + 11);
                // the end of the data depends on today, which the facts set and the database does not
                Facts facts = new Facts(
                        history.users(),
                        history.acquisition(),
                        history.zone(),
                        history.plan(),
                        LocalDate.now(history.zone()));
                Scope scope = scope(facts, random);
                if (seed % 5 == 0) {
                    scope = new RandomCriteria(facts, random).narrow(scope);
                }
                Slice slice = Slice.of(facts, scope);
                SideDefinition definition = new RandomSides(slice, random).next();
                SideComparisonOracle oracle = new SideComparisonOracle(slice, definition);
                if (oracle.overlaps()) {
                    continue;
                }
                String name = "seed " + seed + ", " + facts.zone() + ", " + definition + ", " + scope;
                SqlTable table = warehouse.run(SideSql.render(
                        dialect,
                        definition,
                        SqlParameters.STANDARD.with(it -> it.timeZone(facts.zone())
                                .range(slice.scope().from(), slice.scope().to())
                                .plan(facts.plan())),
                        scope.filters()));
                compared += check(name, table, oracle) ? 1 : 0;
                empty += oracle.periods().isEmpty() ? 1 : 0;
            }
        }
        assertThat(compared).as("comparisons with an outcome").isGreaterThan(DEFINITIONS / 10);
        assertThat(empty).as("comparisons without").isGreaterThan(DEFINITIONS / 20);
    }

    private static Scope scope(Facts facts, Random random) {
        LocalDate first = Slice.of(facts, Scope.EVERYTHING).from();
        LocalDate from = random.nextInt(4) != 0 ? null : first.plusDays(random.nextInt(60) - 5L);
        LocalDate to = random.nextInt(4) != 0 ? null : (from == null ? first : from).plusDays(random.nextInt(200));
        Filters filters = random.nextInt(4) == 0 ? Filters.of(Map.of("segment", "enterprise")) : Filters.EVERYBODY;
        return new Scope(from, to, filters);
    }

    private static boolean check(String name, SqlTable table, SideComparisonOracle oracle) {
        List<SidePeriod> expected = oracle.periods();
        if (expected.isEmpty()) {
            assertThat(table.lines("period", "a_active", "b_active", "a_size", "difference", "z", "p_adjusted"))
                    .as(name)
                    .containsExactly("1,,,,,,", "3,,,,,,", "6,,,,,,");
            assertThat(table.text(0, "reason")).as(name).isEqualTo(reason(oracle));
            return false;
        }
        Double chiSquare = oracle.logRankChiSquare();
        table.requireSame(
                name,
                COLUMNS,
                expected.stream()
                        .map(row -> Arrays.asList(
                                row.period(),
                                row.aActive(),
                                row.aSize(),
                                row.aRate(),
                                row.bActive(),
                                row.bSize(),
                                row.bRate(),
                                row.difference(),
                                row.ciLow(),
                                row.ciHigh(),
                                row.z(),
                                row.pValue(),
                                row.pAdjusted(),
                                cohorts(oracle.a()),
                                cohorts(oracle.b()),
                                chiSquare,
                                null)));
        return true;
    }

    private static String reason(SideComparisonOracle oracle) {
        SideUsers a = oracle.a();
        SideUsers b = oracle.b();
        return a == null || b == null
                ? "no_activity_events"
                : a.users() + b.users() == 0 ? "no_mature_cohorts" : "empty_base";
    }

    private static int cohorts(@Nullable SideUsers side) {
        return Objects.requireNonNull(side).cohorts().size();
    }
}
