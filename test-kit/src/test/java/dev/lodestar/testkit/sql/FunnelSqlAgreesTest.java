package dev.lodestar.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.funnel.StepFunnelGroup;
import dev.lodestar.engine.funnel.StepFunnelPeriod;
import dev.lodestar.engine.funnel.StepFunnelRow;
import dev.lodestar.engine.funnel.TimeToConvert;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.sql.FunnelRows;
import dev.lodestar.engine.sql.FunnelSql;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.timeline.TimelineChange;
import dev.lodestar.testkit.oracle.Facts;
import dev.lodestar.testkit.oracle.RandomCriteria;
import dev.lodestar.testkit.oracle.RandomFunnel;
import dev.lodestar.testkit.oracle.RandomHistory;
import dev.lodestar.testkit.oracle.Slice;
import dev.lodestar.testkit.oracle.StepFunnelOracle;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random funnels as SQL, against the naive second implementation, all of their figures; a failure names the seed. */
class FunnelSqlAgreesTest {
    private static final int DEFINITIONS = Integer.getInteger("lodestar.sql.definitions", 200);
    private static final int HISTORIES = 20;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "DUCKDB"})
    void every_row_of_random_funnels_is_the_same(SqlDialect dialect) throws Exception {
        Outcome outcome = new Outcome();
        try (SqlWarehouse warehouse = SqlWarehouse.empty(dialect)) {
            for (long seed = 1; outcome.asked < DEFINITIONS; seed++) {
                RandomFunnel random = new RandomFunnel(seed);
                FunnelDefinition definition = sayable(random.definition(), seed);
                RandomHistory history = seed % 4 == 0 ? RandomHistory.of(seed) : busy(random, seed);
                if (isRefused(definition, history)) {
                    outcome.refused++;
                    continue;
                }
                warehouse.clear();
                WarehouseRows.copy(history.facts(), warehouse);
                outcome.take(check(seed, warehouse, dialect, history, definition), definition);
            }
        }
        assertThat(outcome.refused).as("funnels that SQL cannot say").isLessThan(DEFINITIONS / 10);
        assertThat(outcome.converted)
                .as("users past step 1, by order")
                .allSatisfy((_, users) -> assertThat(users).isGreaterThan(DEFINITIONS));
        assertThat(outcome.removed).as("users taken out").isPositive();
        assertThat(outcome.periods).as("periods of trends").isPositive();
    }

    private static final class Outcome {
        private int asked;
        private int refused;
        private long removed;
        private int periods;
        private final Map<Order, Long> converted = new EnumMap<>(Order.class);

        void take(StepFunnelOracle oracle, FunnelDefinition definition) {
            asked++;
            removed += oracle.removed();
            List<StepFunnelPeriod> trend = oracle.trend();
            periods += trend == null ? 0 : trend.size();
            converted.merge(definition.order(), oracle.steps().get(1).users(), Long::sum);
        }
    }

    /** The users of several histories in one, as a statement takes longer to plan than to run. */
    private static RandomHistory busy(RandomFunnel random, long seed) {
        List<TimelineChange> changes = new ArrayList<>();
        for (int i = 0; i < HISTORIES - 1; i++) {
            changes.addAll(random.history(seed).changes());
        }
        RandomHistory last = random.history(seed);
        changes.addAll(last.changes());
        return new RandomHistory(seed, changes, List.of(), last.zone(), last.today());
    }

    /** Numbers as groups are refused by rule, and tested so. */
    private static FunnelDefinition sayable(FunnelDefinition definition, long seed) {
        FunnelDefinition.Breakdown breakdown = definition.breakdown();
        if (seed % 4 == 0 && breakdown != null && breakdown.kind() == BreakdownKind.ATTRIBUTE) {
            return definition.by(new FunnelDefinition.Breakdown(BreakdownKind.ATTRIBUTE, RandomHistory.DEVICE));
        }
        return definition.by(breakdown != null && breakdown.name().equals("amount") ? null : breakdown);
    }

    private static boolean isRefused(FunnelDefinition definition, RandomHistory history) {
        try {
            FunnelSql.check(definition, Filters.EVERYBODY, history.facts().plan());
            return false;
        } catch (InvalidDefinitionException e) {
            assertThat(e.field()).isIn("ties", "order");
            return true;
        }
    }

    private static StepFunnelOracle check(
            long seed, SqlWarehouse warehouse, SqlDialect dialect, RandomHistory history, FunnelDefinition definition)
            throws Exception {
        Facts facts = history.facts();
        // the end of the data depends on today, which the facts set and the database does not
        Facts now =
                new Facts(facts.users(), facts.acquisition(), facts.zone(), facts.plan(), LocalDate.now(facts.zone()));
        Scope wide = scope(new Random(31 * seed + 5), now);
        Scope scope = seed % 5 == 0 ? new RandomCriteria(now, new Random(37 * seed + 1)).narrow(wide) : wide;
        Slice slice = Slice.of(now, scope);
        SqlParameters parameters = SqlParameters.STANDARD.with(
                it -> it.timeZone(facts.zone()).range(scope.from(), scope.to()).plan(facts.plan()));
        SqlTable table =
                warehouse.run(FunnelSql.render(dialect, definition, parameters, scope.filters(), FunnelRows.STEPS));
        StepFunnelOracle oracle = new StepFunnelOracle(slice, definition);
        List<Expected> expected = new ArrayList<>();
        List<StepFunnelGroup> groups = oracle.groups();
        if (groups == null) {
            oracle.steps().forEach(row -> expected.add(new Expected("", row)));
        } else {
            groups.forEach(group -> group.steps().forEach(row -> expected.add(new Expected(group.value(), row))));
        }
        String name = "seed " + seed + ", " + facts.zone() + ", " + definition + ", " + scope;
        assertThat(table.lines(
                        "group_value", "step_number", "label", "users", "in_progress", "removed_users", "reason"))
                .as(name)
                .isEqualTo(expected.stream()
                        .map(each -> each.line(oracle.removed()))
                        .toList());
        for (int row = 0; row < expected.size(); row++) {
            figures(name, table, row, expected.get(row).row());
        }
        // A statement takes long to plan: not each of them for each funnel.
        if (seed % 2 == 0) {
            classes(
                    name,
                    warehouse.run(
                            FunnelSql.render(dialect, definition, parameters, scope.filters(), FunnelRows.HISTOGRAM)),
                    expected);
        } else if (definition.trend() != null) {
            periods(
                    name,
                    warehouse.run(FunnelSql.render(dialect, definition, parameters, scope.filters(), FunnelRows.TREND)),
                    oracle);
        }
        return oracle;
    }

    private static void classes(String name, SqlTable table, List<Expected> expected) {
        List<String> lines = new ArrayList<>();
        for (Expected each : expected) {
            String step = each.group() + "," + each.row().stepNumber() + ","
                    + each.row().label();
            classes(step + ",from_first,", each.row().fromFirst(), lines);
            classes(step + ",from_previous,", each.row().fromPrevious(), lines);
        }
        assertThat(table.lines("group_value", "step_number", "label", "duration", "up_to_seconds", "users"))
                .as(name)
                .isEqualTo(lines);
    }

    private static void classes(String step, @Nullable TimeToConvert times, List<String> lines) {
        if (times != null) {
            times.histogram().forEach(bucket -> lines.add(step + bucket.upToSeconds() + "," + bucket.users()));
        }
    }

    private static void periods(String name, SqlTable table, StepFunnelOracle oracle) {
        List<StepFunnelPeriod> expected = Objects.requireNonNull(oracle.trend());
        List<String> lines = expected.stream()
                .map(row -> row.periodStart() + "," + (row.partial() ? "t" : "f") + "," + row.users() + ","
                        + row.inProgress() + "," + oracle.removed() + "," + oracle.withoutPeriod())
                .toList();
        List<String> found = new ArrayList<>();
        for (int row = 0; row < table.rows().size(); row++) {
            List<@Nullable String> users = new ArrayList<>();
            for (int step = 1; step <= oracle.steps().size(); step++) {
                users.add(table.text(row, "users_" + step));
            }
            found.add(table.text(row, "period_start") + "," + table.text(row, "partial") + "," + users + ","
                    + table.text(row, "in_progress") + "," + table.text(row, "removed_users") + ","
                    + table.text(row, "without_period"));
        }
        assertThat(found).as(name).isEqualTo(lines);
        for (int row = 0; row < expected.size(); row++) {
            same(name, table, row, "overall_conversion", expected.get(row).overallConversion());
            same(name, table, row, "ci_low", expected.get(row).ciLow());
            same(name, table, row, "ci_high", expected.get(row).ciHigh());
        }
    }

    private record Expected(String group, StepFunnelRow row) {
        String line(long removed) {
            return group + "," + row.stepNumber() + "," + row.label() + "," + row.users() + "," + row.inProgress() + ","
                    + removed + "," + (row.reason() == null ? "" : row.reason());
        }
    }

    private static void figures(String name, SqlTable table, int row, StepFunnelRow expected) {
        same(name, table, row, "conversion_from_previous", expected.conversionFromPrevious());
        same(name, table, row, "overall_conversion", expected.overallConversion());
        same(name, table, row, "drop_off_rate", expected.dropOffRate());
        same(name, table, row, "ci_low", expected.ciLow());
        same(name, table, row, "ci_high", expected.ciHigh());
        same(name, table, row, "overall_ci_low", expected.overallCiLow());
        same(name, table, row, "overall_ci_high", expected.overallCiHigh());
        times(name, table, row, "from_previous", expected.fromPrevious());
        times(name, table, row, "from_first", expected.fromFirst());
    }

    private static void times(String name, SqlTable table, int row, String since, @Nullable TimeToConvert expected) {
        same(name, table, row, "median_seconds_" + since, of(expected, TimeToConvert::medianSeconds));
        same(name, table, row, "p90_seconds_" + since, of(expected, TimeToConvert::p90Seconds));
        same(name, table, row, "mean_seconds_" + since, of(expected, TimeToConvert::meanSeconds));
    }

    private static @Nullable Double of(
            @Nullable TimeToConvert times, Function<TimeToConvert, @Nullable Double> figure) {
        return times == null ? null : figure.apply(times);
    }

    private static void same(String name, SqlTable table, int row, String column, @Nullable Double expected) {
        Double found = table.number(row, column);
        String which = name + ", row " + row + ", " + column;
        if (expected == null || found == null) {
            assertThat(found).as(which).isEqualTo(expected);
        } else {
            assertThat(found).as(which).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
        }
    }

    private static Scope scope(Random random, Facts facts) {
        Slice everything = Slice.of(facts, Scope.EVERYTHING);
        LocalDate from = random.nextBoolean() ? null : everything.from().plusDays(random.nextInt(3) - 1L);
        LocalDate first = from == null ? everything.from() : from;
        LocalDate to = random.nextBoolean() ? null : first.plusDays(1 + random.nextInt(60));
        Filters filters = switch (random.nextInt(8)) {
            case 0, 1 -> Filters.of(Map.of("segment", random.nextBoolean() ? "a" : Filters.NONE));
            case 2 -> Filters.of(Map.of(RandomHistory.DEVICE, Filters.NONE));
            default -> Filters.EVERYBODY;
        };
        return new Scope(from, to, filters);
    }
}
