package dev.lodestar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.cohort.ComparedSide;
import dev.lodestar.engine.cohort.SideDefinition;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.time.CalendarPeriod;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SideSqlTest {
    private static final String HOSTILE = "o'Neil\\ #side# ${time_zone} @today()";
    private static final Filters MOBILE = Filters.of(Map.of("device", "mobile"));

    private static SideDefinition byAttribute(String attribute, String value) {
        UserCriterion has = new UserCriterion.HasAttribute(attribute, List.of(value, Filters.NONE));
        return SideDefinition.of(
                CalendarPeriod.MONTHLY,
                attribute,
                new ComparedSide("some", has),
                new ComparedSide("everybody else", new UserCriterion.Not(has)));
    }

    private static final Map<String, SideDefinition> DEFINITIONS = Map.of(
            "attribute",
            byAttribute("segment", "smb"),
            "cohort",
            SideDefinition.of(
                    CalendarPeriod.WEEKLY,
                    "cohort",
                    ComparedSide.ofCohorts("first", List.of(LocalDate.of(2025, 3, 3), LocalDate.of(2025, 3, 10))),
                    ComparedSide.ofCohorts("second", List.of(LocalDate.of(2025, 3, 17)))),
            "behaviour",
            SideDefinition.ofBehaviour(
                    CalendarPeriod.WEEKLY, new EventCondition(List.of("user_invited"), List.of()), 7));

    static Stream<Arguments> dialectsAndDefinitions() {
        return Arrays.stream(SqlDialect.values())
                .flatMap(dialect -> DEFINITIONS.keySet().stream().map(kind -> Arguments.of(dialect, kind)));
    }

    private static String render(SqlDialect dialect, String kind) {
        SideDefinition definition = Objects.requireNonNull(DEFINITIONS.get(kind));
        return SideSql.render(dialect, definition, SqlParameters.STANDARD, MOBILE);
    }

    @ParameterizedTest
    @MethodSource("dialectsAndDefinitions")
    void a_comparison_is_the_statement_that_was_read(SqlDialect dialect, String kind) throws IOException {
        GoldenFile.requireSame(dialect, "comparison_by_" + kind + ".sql", render(dialect, kind));
    }

    @ParameterizedTest
    @MethodSource("dialectsAndDefinitions")
    void parsers_take_comparisons_that_cannot_be_run(SqlDialect dialect, String kind) {
        GoldenFile.requireParsed(dialect, render(dialect, kind));
    }

    @ParameterizedTest
    @MethodSource("dialectsAndDefinitions")
    void a_comparison_is_one_statement_whose_parameters_stand_first(SqlDialect dialect, String kind) {
        String sql = render(dialect, kind);

        assertThat(sql.replaceAll("--[^\n]*", "").strip())
                .startsWith("with params as (\n")
                .endsWith(";")
                .containsOnlyOnce(";");
        assertThat(sql).doesNotContain("#").doesNotContain("${").doesNotContain("@");
        assertThat(sql.lines()).allMatch(line -> line.equals(line.stripTrailing()));
    }

    @Test
    void a_value_is_never_read_as_anything_else() {
        for (SqlDialect dialect : SqlDialect.values()) {
            String sql =
                    SideSql.render(dialect, byAttribute("device", HOSTILE), SqlParameters.STANDARD, Filters.EVERYBODY);

            assertThat(sql).contains(dialect.grammar().text(HOSTILE));
        }
    }

    @Test
    void an_attribute_whose_name_cannot_be_written_everywhere_is_refused_as_what_tells_the_sides_apart() {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> SideSql.render(
                        SqlDialect.DUCKDB,
                        byAttribute("de\\vice", "mobile"),
                        SqlParameters.STANDARD,
                        Filters.EVERYBODY))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("by"))
                .withMessageContaining("no control character");
    }

    @Test
    void the_lists_of_both_sides_count_as_one() {
        List<UUID> users = LongStream.rangeClosed(1, SqlMembers.MOST_LISTED / 2 + 1)
                .mapToObj(id -> new UUID(0, id))
                .toList();
        UserCriterion listed = new UserCriterion.Members(users);
        SideDefinition definition = SideDefinition.of(
                CalendarPeriod.MONTHLY,
                "saved",
                new ComparedSide("listed", listed),
                new ComparedSide("everybody else", new UserCriterion.Not(listed)));

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(
                        () -> SideSql.render(SqlDialect.DUCKDB, definition, SqlParameters.STANDARD, Filters.EVERYBODY))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("cohort"))
                .withMessageContaining("at most 5000 users");
    }
}
