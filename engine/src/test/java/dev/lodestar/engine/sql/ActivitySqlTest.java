package dev.lodestar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.time.CalendarPeriod;
import java.io.IOException;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ActivitySqlTest {
    private static final String HOSTILE = "o'Neil\\ #users# ${time_zone} @today()";
    private static final SqlParameters FROM_SUNDAY =
            SqlParameters.STANDARD.with(choices -> choices.weekStart(DayOfWeek.SUNDAY));

    static Stream<Arguments> dialectsAndRows() {
        return Arrays.stream(SqlDialect.values())
                .flatMap(dialect -> Arrays.stream(ActivityRows.values()).map(rows -> Arguments.of(dialect, rows)));
    }

    private static String render(SqlDialect dialect, ActivityRows rows, String segment) {
        Filters filters = new Filters(new TreeMap<>(
                Map.of("segment", List.of(segment, Filters.NONE), "device", List.of("mobile", "tablet"))));
        return ActivitySql.render(dialect, rows, CalendarPeriod.WEEKLY, FROM_SUNDAY, filters);
    }

    @ParameterizedTest
    @MethodSource("dialectsAndRows")
    void a_definition_is_one_statement_whose_parameters_stand_first(SqlDialect dialect, ActivityRows rows) {
        String sql = render(dialect, rows, HOSTILE);
        String value = dialect.grammar().text(HOSTILE);

        String code = sql.replaceAll("--[^\n]*", "").strip();
        assertThat(code).startsWith("with params as (\n").endsWith(";").containsOnlyOnce(";");
        assertThat(sql).containsOnlyOnce(value);
        assertThat(sql.replace(value, ""))
                .doesNotContain("#")
                .doesNotContain("${")
                .doesNotContain("@");
        assertThat(sql.lines()).allMatch(line -> line.equals(line.stripTrailing()));
    }

    @ParameterizedTest
    @MethodSource("dialectsAndRows")
    void a_definition_is_the_statement_that_was_read(SqlDialect dialect, ActivityRows rows) throws IOException {
        String file = "activity_" + rows.name().toLowerCase(Locale.ROOT) + ".sql";
        GoldenFile.requireSame(dialect, file, render(dialect, rows, "smb"));
    }

    @ParameterizedTest
    @MethodSource("dialectsAndRows")
    void parsers_take_those_that_cannot_be_run(SqlDialect dialect, ActivityRows rows) {
        GoldenFile.requireParsed(dialect, render(dialect, rows, "smb"));
    }

    @ParameterizedTest
    @EnumSource
    void an_attribute_whose_name_cannot_be_written_everywhere_is_refused(ActivityRows rows) {
        Filters mobile = Filters.of(Map.of("de\\vice", "mobile"));

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> ActivitySql.render(
                        SqlDialect.DUCKDB, rows, CalendarPeriod.DAILY, SqlParameters.STANDARD, mobile))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("filters.de\\vice"))
                .withMessageContaining("no control character");
    }

    @Test
    void engagement_says_what_it_counts_by() {
        assertThat(ActivitySql.render(
                        SqlDialect.DUCKDB,
                        ActivityRows.ENGAGEMENT,
                        CalendarPeriod.MONTHLY,
                        SqlParameters.STANDARD,
                        Filters.EVERYBODY))
                .startsWith("-- Engagement: active users by month and their lifecycle.\n");
    }
}
