package dev.lodestar.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.RetentionCell;
import dev.lodestar.engine.cohort.RetentionCohort;
import dev.lodestar.engine.cohort.RetentionGroup;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionDefinition.CohortType;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.sql.RetentionSql;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.testkit.oracle.DefinedRetentionOracle;
import dev.lodestar.testkit.oracle.Facts;
import dev.lodestar.testkit.oracle.RandomConditions;
import dev.lodestar.testkit.oracle.RandomCriteria;
import dev.lodestar.testkit.oracle.RandomHistory;
import dev.lodestar.testkit.oracle.Slice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random definitions of retention as SQL, against the naive second implementation; a failure names the seed. */
class RetentionSqlAgreesTest {
    private static final int DEFINITIONS = Integer.getInteger("lodestar.sql.definitions", 200);
    private static final int LONGEST_DAILY_RANGE = 60;
    private static final List<String> ATTRIBUTES = List.of("segment", "channel", "plan_type", RandomHistory.DEVICE);

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "DUCKDB"})
    void every_cell_of_random_definitions_is_the_same(SqlDialect dialect) throws Exception {
        long retained = 0;
        try (SqlWarehouse warehouse = SqlWarehouse.empty(dialect)) {
            for (long seed = 1; seed <= DEFINITIONS; seed++) {
                Facts facts = RandomHistory.of(seed).facts();
                warehouse.clear();
                WarehouseRows.copy(facts, warehouse);
                Random random = new Random(17 * seed + 3);
                RetentionDefinition definition = definition(random);
                Scope scope = scope(facts, random, definition.period());
                if (seed % 3 == 0) {
                    scope = new RandomCriteria(facts, random).narrow(scope);
                }
                retained += check(
                        "seed " + seed + ", " + definition + ", " + scope,
                        warehouse,
                        dialect,
                        facts,
                        scope,
                        definition);
            }
        }
        assertThat(retained).as("users retained in all").isGreaterThan(DEFINITIONS / 2);
    }

    private static long check(
            String name,
            SqlWarehouse warehouse,
            SqlDialect dialect,
            Facts facts,
            Scope scope,
            RetentionDefinition definition)
            throws Exception {
        Slice slice = Slice.of(facts, scope);
        SqlParameters parameters = SqlParameters.STANDARD.with(
                it -> it.timeZone(facts.zone()).range(scope.from(), slice.to()).plan(facts.plan()));
        SqlTable table = warehouse.run(RetentionSql.render(dialect, definition, parameters, scope.filters()));
        DefinedRetentionOracle oracle = new DefinedRetentionOracle(slice, definition);
        List<String> expected = new ArrayList<>();
        List<RetentionGroup> groups = oracle.groups();
        if (groups == null) {
            lines("", oracle.cohorts(), expected);
        } else {
            groups.forEach(group -> lines(group.value(), group.cohorts(), expected));
        }
        assertThat(table.lines("group_value", "cohort", "period", "active_users", "cohort_size", "censored"))
                .as(name)
                .isEqualTo(expected);
        return rates(name, table);
    }

    private static void lines(String group, List<RetentionCohort> cohorts, List<String> lines) {
        for (RetentionCohort cohort : cohorts) {
            for (RetentionCell cell : cohort.cells()) {
                lines.add(group + "," + cohort.cohort() + "," + cell.period() + "," + shown(cell.activeUsers()) + ","
                        + cohort.size() + "," + (cell.censored() ? "t" : "f"));
            }
        }
    }

    private static String shown(@Nullable Long count) {
        return count == null ? "" : count.toString();
    }

    private static long rates(String name, SqlTable table) {
        long retained = 0;
        for (int row = 0; row < table.rows().size(); row++) {
            Long active = table.integer(row, "active_users");
            Long size = table.integer(row, "cohort_size");
            if (active != null && size != null) {
                assertThat(table.number(row, "retention_rate"))
                        .as(name)
                        .isCloseTo((double) active / size, within(1e-9));
                retained += active;
            }
        }
        return retained;
    }

    private static RetentionDefinition definition(Random random) {
        RandomConditions conditions = new RandomConditions(random);
        RetentionMode mode = RetentionMode.values()[random.nextInt(RetentionMode.values().length)];
        CalendarPeriod period = CalendarPeriod.values()[random.nextInt(CalendarPeriod.values().length)];
        RetentionDefinition definition = RetentionDefinition.of(period, mode);
        if (mode == RetentionMode.BRACKET) {
            int first = random.nextInt(3);
            int second = first + 1 + random.nextInt(10);
            definition = definition.inBrackets(first, second, second + 1, second + 2 + random.nextInt(60));
        }
        if (random.nextInt(3) != 0) {
            definition = definition.startingWith(
                    conditions.next(), random.nextBoolean() ? CohortType.FIRST : CohortType.RECURRING);
        }
        return definition
                .returningWith(
                        random.nextInt(3) == 0 ? EventCondition.ANY_ACTIVE : conditions.next(), 1 + random.nextInt(2))
                .by(
                        random.nextBoolean() ? null : ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size())),
                        1 + random.nextInt(4));
    }

    private static Scope scope(Facts facts, Random random, CalendarPeriod period) {
        LocalDate first = Slice.of(facts, Scope.EVERYTHING).from();
        LocalDate from = random.nextBoolean() ? null : first.plusDays(random.nextInt(60) - 5L);
        int longest = period == CalendarPeriod.DAILY ? LONGEST_DAILY_RANGE : 200;
        LocalDate to = period == CalendarPeriod.DAILY || random.nextBoolean()
                ? (from == null ? first : from).plusDays(random.nextInt(longest))
                : null;
        Filters filters = switch (random.nextInt(8)) {
            case 0, 1 -> Filters.of(Map.of("channel", "organic"));
            case 2 -> Filters.of(Map.of(RandomHistory.DEVICE, "mobile"));
            default -> Filters.EVERYBODY;
        };
        return new Scope(from, to, filters);
    }
}
