package dev.lodestar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;

/** A statement that was read and approved. After a change of a template: {@code -Dlodestar.golden=write}, and read the difference. */
final class GoldenFile {
    /** Those that the test kit runs; their text may change as long as their figures do not. */
    static final Set<SqlDialect> EXECUTED = EnumSet.of(SqlDialect.POSTGRESQL, SqlDialect.DUCKDB);

    private static final long PATIENCE_MILLIS = 120_000;
    private static final Path GOLDEN = Path.of("src", "test", "resources", "dev", "lodestar", "engine", "sql");

    private GoldenFile() {}

    /** Compares a statement that cannot be run here with what was read. */
    static void requireSame(SqlDialect dialect, String fileName, String sql) throws IOException {
        if (EXECUTED.contains(dialect)) {
            return;
        }
        Path golden = GOLDEN.resolve(dialect.wireName()).resolve(fileName);
        if ("write".equals(System.getProperty("lodestar.golden"))) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, sql);
        }
        assertThat(sql).isEqualTo(Files.readString(golden));
    }

    /** Has a parser take it: Trino's own, or a lenient one that knows no array join of ClickHouse and no collation of PostgreSQL. */
    static void requireParsed(SqlDialect dialect, String sql) {
        if (dialect == SqlDialect.CLICKHOUSE || EXECUTED.contains(dialect)) {
            return;
        }
        if (dialect == SqlDialect.TRINO) {
            assertThatCode(() -> new SqlParser().createStatement(sql.strip().replaceFirst(";$", "")))
                    .as(sql)
                    .doesNotThrowAnyException();
        } else {
            assertThatCode(() -> CCJSqlParserUtil.parse(sql, parser -> parser.withTimeOut(PATIENCE_MILLIS)))
                    .as(sql)
                    .doesNotThrowAnyException();
        }
    }
}
