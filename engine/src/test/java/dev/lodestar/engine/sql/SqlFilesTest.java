package dev.lodestar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files in every dialect. PostgreSQL and DuckDB are run in the test kit; the others are compared with what was read and approved,
 * and parsed. After a change of a template: {@code -Dlodestar.golden=write}, and read the difference.
 */
class SqlFilesTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "dev", "lodestar", "engine", "sql");
    private static final Set<SqlDialect> EXECUTED = EnumSet.of(SqlDialect.POSTGRESQL, SqlDialect.DUCKDB);

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
        if (EXECUTED.contains(dialect)) {
            return;
        }
        Path golden = GOLDEN.resolve(dialect.wireName()).resolve(query.fileName());
        if ("write".equals(System.getProperty("lodestar.golden"))) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, render(dialect, query));
        }
        assertThat(render(dialect, query)).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @EnumSource
    void trino_s_own_parser_takes_its_files(SqlQuery query) {
        String sql = render(SqlDialect.TRINO, query);

        assertThatCode(() -> new SqlParser().createStatement(sql.strip().replaceFirst(";$", "")))
                .as(sql)
                .doesNotThrowAnyException();
    }

    /** It knows no array join of ClickHouse, and no collation of PostgreSQL. */
    @ParameterizedTest
    @MethodSource("files")
    void a_lenient_parser_takes_those_of_most(SqlDialect dialect, SqlQuery query) {
        if (dialect == SqlDialect.CLICKHOUSE || EXECUTED.contains(dialect)) {
            return;
        }
        String sql = render(dialect, query);

        assertThatCode(() -> CCJSqlParserUtil.parse(sql)).as(sql).doesNotThrowAnyException();
    }

    private static String render(SqlDialect dialect, SqlQuery query) {
        return SqlLibrary.of(dialect).render(query, SqlParameters.STANDARD);
    }
}
