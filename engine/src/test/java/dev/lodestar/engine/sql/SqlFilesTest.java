package dev.lodestar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files in every dialect. PostgreSQL and DuckDB are run in the test kit; the others are compared with what was read and approved,
 * and parsed.
 */
class SqlFilesTest {
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

    private static String render(SqlDialect dialect, SqlQuery query) {
        return SqlLibrary.of(dialect).render(query, SqlParameters.STANDARD);
    }
}
