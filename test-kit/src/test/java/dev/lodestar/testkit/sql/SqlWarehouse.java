package dev.lodestar.testkit.sql;

import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlLibrary;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.sql.SqlQuery;
import dev.lodestar.testkit.devstack.EmbeddedDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The three tables of the open warehouse, with no column more than the queries may need, in a database of their own. */
final class SqlWarehouse implements AutoCloseable {
    private static final SqlLibrary LIBRARY = SqlLibrary.of(SqlDialect.POSTGRESQL);

    private final Connection connection;

    private SqlWarehouse(Connection connection) {
        this.connection = connection;
    }

    /** Empty tables. */
    static SqlWarehouse empty() throws SQLException {
        SqlWarehouse warehouse = new SqlWarehouse(EmbeddedDatabase.fresh().connect());
        warehouse.execute("""
                create schema analytics;
                create table analytics.user_profiles (
                    user_id text primary key,
                    signup_date timestamptz,
                    segment text,
                    channel text,
                    plan_type text
                );
                create table analytics.user_events (
                    event_id text,
                    user_id text,
                    event_type text,
                    "timestamp" timestamptz,
                    properties jsonb,
                    primary key (user_id, event_id)
                );
                create table analytics.acquisition_daily (
                    date date,
                    channel text,
                    visitors bigint,
                    spend numeric,
                    primary key (date, channel)
                );
                """);
        return warehouse;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Copies rows into a table of the schema {@code analytics}; a null stays null. */
    void copy(String table, Stream<List<@Nullable Object>> rows) throws SQLException, IOException {
        String text = rows.map(
                        row -> row.stream().map(SqlWarehouse::copied).collect(Collectors.joining("\t", "", "\n")))
                .collect(Collectors.joining());
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy analytics." + table + " from stdin", new StringReader(text));
    }

    private static String copied(@Nullable Object value) {
        return value == null
                ? "\\N"
                : value.toString().replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }

    void clear() throws SQLException {
        execute("truncate analytics.user_profiles, analytics.user_events, analytics.acquisition_daily");
    }

    /** The rows of a query as the texts that psql would print. */
    SqlTable run(SqlQuery query, SqlParameters parameters) throws SQLException {
        return run(LIBRARY.render(query, parameters));
    }

    /** The rows of one statement. */
    SqlTable run(String sql) throws SQLException {
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
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            if (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                throw new AssertionError("more than one statement");
            }
            return new SqlTable(columns, rows);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
