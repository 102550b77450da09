package dev.lodestar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionDefinition.CohortType;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.time.CalendarPeriod;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RetentionSqlTest {
    private static final PropertyFilter LARGE = new PropertyFilter("amount", PropertyOperator.GTE, List.of("12.5"));
    private static final PropertyFilter HOSTILE = new PropertyFilter(
            "workspace_id", PropertyOperator.CONTAINS, List.of("o'Neil\\ #starts# ${time_zone} @today()", "b"));

    static Stream<Arguments> dialectsAndModes() {
        return Arrays.stream(SqlDialect.values())
                .flatMap(dialect -> Arrays.stream(RetentionMode.values()).map(mode -> Arguments.of(dialect, mode)));
    }

    private static RetentionDefinition definition(RetentionMode mode, PropertyFilter filter) {
        RetentionDefinition plain = RetentionDefinition.of(CalendarPeriod.WEEKLY, mode);
        return (mode == RetentionMode.BRACKET ? plain.inBrackets(0, 1, 7, 30) : plain)
                .startingWith(new EventCondition(List.of("page_created"), List.of(filter)), CohortType.RECURRING)
                .returningWith(new EventCondition(List.of("invoice_paid"), List.of(LARGE)), 2)
                .by("segment", 3);
    }

    private static String render(SqlDialect dialect, RetentionMode mode, PropertyFilter filter) {
        return RetentionSql.render(
                dialect, definition(mode, filter), SqlParameters.STANDARD, Filters.of(Map.of("channel", "organic")));
    }

    @ParameterizedTest
    @MethodSource("dialectsAndModes")
    void a_definition_is_one_statement_whose_parameters_stand_first(SqlDialect dialect, RetentionMode mode) {
        String sql = render(dialect, mode, HOSTILE);
        String value = dialect.grammar().text(HOSTILE.values().getFirst());

        String code = sql.replaceAll("--[^\n]*", "").strip();
        assertThat(code).startsWith("with params as (\n").endsWith(";").containsOnlyOnce(";");
        assertThat(sql).contains("2 as minimum_occurrences,").contains(value);
        assertThat(sql.replace(value, ""))
                .doesNotContain("#")
                .doesNotContain("${")
                .doesNotContain("@");
    }

    @ParameterizedTest
    @MethodSource("dialectsAndModes")
    void a_definition_is_the_statement_that_was_read(SqlDialect dialect, RetentionMode mode) throws IOException {
        GoldenFile.requireSame(dialect, "retention_" + mode.wireName() + ".sql", render(dialect, mode, LARGE));
    }

    @ParameterizedTest
    @MethodSource("dialectsAndModes")
    void parsers_take_those_that_cannot_be_run(SqlDialect dialect, RetentionMode mode) {
        GoldenFile.requireParsed(dialect, render(dialect, mode, LARGE));
    }

    @ParameterizedTest
    @EnumSource
    void an_attribute_without_a_column_is_read_from_the_json_of_the_profile(SqlDialect dialect) {
        String name = "${time_zone} of a 'device'";
        RetentionDefinition byName =
                RetentionDefinition.of(CalendarPeriod.WEEKLY, RetentionMode.ON).by(name, 3);
        String sql = RetentionSql.render(
                dialect, byName, SqlParameters.STANDARD, Filters.of(Map.of("device", "mobile", name, "x")));

        assertThat(sql)
                .contains("user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)")
                .contains("as values_2, -- of device\n")
                .contains("as values_1, -- of another attribute\n")
                .contains(dialect.grammar().propertyText("u.attributes", "device"))
                .contains(dialect.grammar().propertyText("u.attributes", name) + ", ''), '(none)') as group_value");
    }

    @Test
    void names_that_not_every_dialect_can_write_are_refused() {
        RetentionDefinition byDevice =
                RetentionDefinition.of(CalendarPeriod.WEEKLY, RetentionMode.ON).by("de\"vice", 3);
        Filters ofMobile = Filters.EVERYBODY.and(new UserCriterion.HasAttribute("de\"vice", List.of("mobile")));

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() ->
                        RetentionSql.render(SqlDialect.DUCKDB, byDevice, SqlParameters.STANDARD, Filters.EVERYBODY))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("breakdown"));
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> RetentionSql.render(
                        SqlDialect.DUCKDB, definition(RetentionMode.ON, LARGE), SqlParameters.STANDARD, ofMobile))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("cohort"));
    }
}
