package dev.lodestar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.UserCriterion;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files in every dialect. PostgreSQL and DuckDB are run in the test kit; the others are compared with what was read and approved,
 * and parsed.
 */
class SqlFilesTest {
    private static final Filters CHOSEN = new Filters(
                    new TreeMap<>(Map.of("segment", List.of("smb", Filters.NONE), "device", List.of("mobile"))))
            .and(new UserCriterion.Did(
                    new EventCondition(List.of("user_invited"), List.of()),
                    2,
                    Integer.MAX_VALUE,
                    new EventWindow.SinceSignup(0, 168, Integer.MAX_VALUE)));

    static Stream<Arguments> files() {
        return Arrays.stream(SqlDialect.values())
                .flatMap(dialect -> Arrays.stream(SqlQuery.values()).map(query -> Arguments.of(dialect, query)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_is_one_statement_whose_parameters_stand_first(SqlDialect dialect, SqlQuery query) {
        String sql = render(dialect, query);

        String code = sql.replaceAll("--[^\n]*", "").strip();
        assertThat(code).startsWith("with params as (\n").endsWith(";").containsOnlyOnce(";");
        assertThat(sql).doesNotContain("${").doesNotContain("@").endsWith(";\n");
        assertThat(sql.lines()).allMatch(line -> line.equals(line.stripTrailing()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_is_the_one_that_was_read(SqlDialect dialect, SqlQuery query) throws IOException {
        GoldenFile.requireSame(dialect, query.fileName(), render(dialect, query));
    }

    @ParameterizedTest
    @MethodSource("files")
    void parsers_take_those_that_cannot_be_run(SqlDialect dialect, SqlQuery query) {
        GoldenFile.requireParsed(dialect, render(dialect, query));
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_of_chosen_users_is_the_one_that_was_read(SqlDialect dialect, SqlQuery query) throws IOException {
        String sql = SqlLibrary.of(dialect).render(query, SqlParameters.STANDARD, CHOSEN);

        GoldenFile.requireParsed(dialect, sql);
        GoldenFile.requireSame(dialect, query.wireName() + "_of_chosen_users.sql", sql);
        assertThat(sql)
                .doesNotContain("#")
                .doesNotContain("${")
                .doesNotContain("@")
                .doesNotContain("p.segment ");
        assertThat(sql.lines()).allMatch(line -> line.equals(line.stripTrailing()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_of_one_segment_is_the_usual_one(SqlDialect dialect, SqlQuery query) {
        SqlLibrary library = SqlLibrary.of(dialect);

        assertThat(library.render(query, SqlParameters.STANDARD, Filters.of(Map.of("segment", "smb"))))
                .isEqualTo(library.render(query, SqlParameters.STANDARD.with(it -> it.segment("smb"))));
        assertThat(library.render(query, SqlParameters.STANDARD, Filters.EVERYBODY))
                .isEqualTo(render(dialect, query));
    }

    private static String render(SqlDialect dialect, SqlQuery query) {
        return SqlLibrary.of(dialect).render(query, SqlParameters.STANDARD);
    }
}
