package dev.lodestar.testkit.sql;

import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlLibrary;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.sql.SqlQuery;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The three tables of the open warehouse, with no column more than the queries may need, in a database of their own. */
abstract class SqlWarehouse implements AutoCloseable {
    private final SqlLibrary library;
    private final Connection connection;

    SqlWarehouse(SqlDialect dialect, Connection connection) {
        this.library = SqlLibrary.of(dialect);
        this.connection = connection;
    }

    /** Empty tables in a database that understands the dialect. */
    static SqlWarehouse empty(SqlDialect dialect) throws SQLException {
        return switch (dialect) {
            case POSTGRESQL -> PostgresqlWarehouse.empty();
            case DUCKDB -> DuckdbWarehouse.empty();
            default -> throw new IllegalArgumentException("no " + dialect.wireName() + " can be run here");
        };
    }

    Connection connection() {
        return connection;
    }

    final void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Copies rows into a table of the schema {@code analytics}; a null stays null. */
    abstract void copy(String table, Stream<List<@Nullable Object>> rows) throws SQLException, IOException;

    /** Has the session show times in a zone. */
    abstract void showTimesIn(String zone) throws SQLException;

    final void clear() throws SQLException {
        for (String table : List.of("user_profiles", "user_events", "acquisition_daily")) {
            execute("truncate analytics." + table);
        }
    }

    /** The rows of a query. */
    final SqlTable run(SqlQuery query, SqlParameters parameters) throws SQLException {
        return run(library.render(query, parameters));
    }

    /** The rows of a query about the users whom filters choose. */
    final SqlTable run(SqlQuery query, SqlParameters parameters, Filters filters) throws SQLException {
        return run(library.render(query, parameters, filters));
    }

    /** The rows of one statement: whole numbers without a point, flags as {@code t} and {@code f}. */
    final SqlTable run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                columns.add(result.getMetaData().getColumnLabel(i));
            }
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(shown(result.getObject(i)));
                }
                rows.add(row);
            }
            if (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                throw new AssertionError("more than one statement");
            }
            return new SqlTable(columns, rows);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + "\nin\n" + sql, e);
        }
    }

    private static @Nullable String shown(@Nullable Object cell) {
        return switch (cell) {
            case null -> null;
            case Boolean flag -> flag ? "t" : "f";
            case Double number when number % 1 == 0 -> Long.toString(number.longValue());
            case BigDecimal number ->
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            default -> cell.toString();
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
