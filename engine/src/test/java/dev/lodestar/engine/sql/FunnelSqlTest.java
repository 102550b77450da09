package dev.lodestar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Action;
import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Entry;
import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.Step;
import dev.lodestar.engine.query.FunnelDefinition.Ties;
import dev.lodestar.engine.query.FunnelDefinition.Trend;
import dev.lodestar.engine.query.FunnelDefinition.TrendBy;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.timeline.EventPlan;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FunnelSqlTest {
    private static final String HOSTILE = "o'Neil\\ #steps# ${time_zone} @today()\n; drop schema analytics; --";
    private static final Step CREATED = Step.of("page_created");
    private static final Step EDITED = Step.of("content_edited");
    private static final Step PAID = new Step(
            new EventCondition(
                    List.of("invoice_paid"),
                    List.of(new PropertyFilter("amount", PropertyOperator.GTE, List.of("12.5")))),
            "paid");
    private static final Step INVITED = new Step(
            new EventCondition(
                    List.of("user_invited", "workspace_shared"),
                    List.of(new PropertyFilter("workspace_id", PropertyOperator.NEQ, List.of("w1", "w2")))),
            HOSTILE);
    private static final Exclusion CANCELLED = new Exclusion(EventCondition.of("plan_cancelled"), 1, 3, Action.REMOVE);
    private static final Exclusion SEARCHED = new Exclusion(EventCondition.of("search_performed"), 1, 2, Action.STOP);

    /** One of each way in which chains are found. */
    private static final Map<String, FunnelDefinition> DEFINITIONS = Map.of(
            "funnel_trend_by_entry",
            FunnelDefinition.of(CREATED, INVITED, PAID).by(new Trend(TrendBy.ENTRY, CalendarPeriod.WEEKLY)),
            "funnel_trend_by_signup",
            FunnelDefinition.of(CREATED, PAID).in(Order.ANY).by(new Trend(TrendBy.SIGNUP, CalendarPeriod.MONTHLY)),
            "funnel_histogram",
            FunnelDefinition.of(CREATED, INVITED, PAID).by(new Breakdown(BreakdownKind.ATTRIBUTE, "channel")),
            "funnel_in_order",
            FunnelDefinition.of(CREATED, INVITED, PAID).by(new Breakdown(BreakdownKind.ATTRIBUTE, "channel")),
            "funnel_with_exclusions",
            FunnelDefinition.of(CREATED, EDITED, CREATED)
                    .from(Entry.FIRST)
                    .with(Ties.FAVOURABLE, 1_000)
                    .without(CANCELLED)
                    .without(SEARCHED),
            "funnel_in_strict_order",
            FunnelDefinition.of(CREATED, EDITED, PAID).in(Order.STRICT).with(Ties.STRICT_INCREASE, 0),
            "funnel_in_any_order",
            FunnelDefinition.of(CREATED, Step.of(EventCondition.ANY_ACTIVE), PAID)
                    .in(Order.ANY)
                    .within(3_600_000)
                    .without(CANCELLED)
                    .by(new Breakdown(BreakdownKind.PROPERTY, "workspace_id")));

    static Stream<Arguments> dialectsAndDefinitions() {
        return Arrays.stream(SqlDialect.values())
                .flatMap(dialect -> DEFINITIONS.keySet().stream().map(name -> Arguments.of(dialect, name)));
    }

    private static String render(SqlDialect dialect, String name) {
        return FunnelSql.render(
                dialect,
                Objects.requireNonNull(DEFINITIONS.get(name)),
                SqlParameters.STANDARD,
                Filters.of(Map.of("segment", "enterprise", "plan_type", Filters.NONE)),
                name.startsWith("funnel_trend")
                        ? FunnelRows.TREND
                        : name.equals("funnel_histogram") ? FunnelRows.HISTOGRAM : FunnelRows.STEPS);
    }

    @ParameterizedTest
    @MethodSource("dialectsAndDefinitions")
    void a_funnel_is_one_statement_whose_parameters_stand_first(SqlDialect dialect, String name) {
        String value = dialect.grammar().text(HOSTILE);
        String sql = render(dialect, name).replace(value, "''");

        String code = sql.replaceAll("--[^\n]*", "").strip();
        assertThat(code).startsWith("with params as (\n").endsWith(";").containsOnlyOnce(";");
        assertThat(sql).doesNotContain("#", "${", "@", "{", "}").contains(" as window_millis,");
        assertThat(sql.lines()).allMatch(line -> line.equals(line.stripTrailing()));
    }

    @ParameterizedTest
    @MethodSource("dialectsAndDefinitions")
    void a_funnel_is_the_statement_that_was_read(SqlDialect dialect, String name) throws IOException {
        GoldenFile.requireSame(dialect, name + ".sql", render(dialect, name));
    }

    @ParameterizedTest
    @MethodSource("dialectsAndDefinitions")
    void parsers_take_those_that_cannot_be_run(SqlDialect dialect, String name) {
        GoldenFile.requireParsed(
                dialect, render(dialect, name).replace(dialect.grammar().text(HOSTILE), "''"));
    }

    @Test
    void what_cannot_be_said_exactly_is_refused_by_the_name_of_its_field() {
        FunnelDefinition plain = FunnelDefinition.of(CREATED, EDITED);

        requireRefused(plain.by(new Breakdown(BreakdownKind.ATTRIBUTE, "de\"vice")), "breakdown.attribute");
        requireRefused(plain.by(new Breakdown(BreakdownKind.PROPERTY, "amount")), "breakdown.property");
        requireRefused(plain, Filters.of(Map.of("de\nvice", "mobile")), "filters.de\nvice");
        requireRefused(
                plain, Filters.EVERYBODY.and(new UserCriterion.HasAttribute("de\\vice", List.of("mobile"))), "cohort");
    }

    @Test
    void periods_are_those_of_a_trend() {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> FunnelSql.render(
                        SqlDialect.DUCKDB,
                        FunnelDefinition.of(CREATED, EDITED),
                        SqlParameters.STANDARD,
                        Filters.EVERYBODY,
                        FunnelRows.TREND))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("rows"))
                .withMessageContaining("steps or histogram");
    }

    @Test
    void so_many_different_steps_that_one_event_could_meet_cannot_share_out_tied_events() {
        Step[] nested = IntStream.range(0, 5)
                .mapToObj(least -> Step.of(new EventCondition(
                        List.of("invoice_paid"),
                        List.of(new PropertyFilter("amount", PropertyOperator.GT, List.of(Integer.toString(least)))))))
                .toArray(Step[]::new);
        FunnelDefinition five = FunnelDefinition.of(nested);

        requireRefused(five, "ties");
        requireRefused(five.in(Order.ANY), "order");
        assertThatNoException().isThrownBy(() -> check(five.with(Ties.STRICT_INCREASE, 0), Filters.EVERYBODY));
        assertThatNoException()
                .isThrownBy(() -> check(FunnelDefinition.of(Arrays.copyOf(nested, 4)), Filters.EVERYBODY));
    }

    @Test
    void steps_that_exclude_each_other_need_not_share() {
        Step[] places = Stream.of("w1", "w2", "w3", "w4", "w5", "w6")
                .map(place -> Step.of(new EventCondition(
                        List.of("page_viewed"),
                        List.of(new PropertyFilter("workspace_id", PropertyOperator.EQ, List.of(place))))))
                .toArray(Step[]::new);

        assertThat(FunnelSql.render(
                        SqlDialect.DUCKDB,
                        FunnelDefinition.of(places),
                        SqlParameters.STANDARD,
                        Filters.EVERYBODY,
                        FunnelRows.STEPS))
                .contains("step_6 as (")
                .doesNotContain("from_6");
    }

    @ParameterizedTest
    @CsvSource({"1e1, 10", "12.50, 12.5", "0x1p3, 8", "5d, 5"})
    void a_number_is_the_one_that_the_engine_reads(String given, String read) {
        assertThat(SqlConditions.number(given).toPlainString()).isEqualTo(read);
    }

    private static void check(FunnelDefinition definition, Filters filters) {
        FunnelSql.check(definition, filters, EventPlan.standard());
    }

    private static void requireRefused(FunnelDefinition definition, String field) {
        requireRefused(definition, Filters.EVERYBODY, field);
    }

    private static void requireRefused(FunnelDefinition definition, Filters filters, String field) {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> check(definition, filters))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field))
                .withMessageContaining("SQL");
    }
}
