package dev.lodestar.testkit.sql;

import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.testkit.devstack.EmbeddedDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** In PostgreSQL. */
final class PostgresqlWarehouse extends SqlWarehouse {
    private PostgresqlWarehouse(Connection connection) {
        super(SqlDialect.POSTGRESQL, connection);
    }

    static SqlWarehouse empty() throws SQLException {
        SqlWarehouse warehouse =
                new PostgresqlWarehouse(EmbeddedDatabase.fresh().connect());
        warehouse.execute("""
                create schema analytics;
                create table analytics.user_profiles (
                    user_id text primary key,
                    signup_date timestamptz,
                    segment text,
                    channel text,
                    plan_type text,
                    attributes jsonb
                );
                create table analytics.user_events (
                    event_id text,
                    user_id text,
                    event_type text,
                    "timestamp" timestamptz,
                    properties jsonb,
                    ingest_offset bigint,
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

    @Override
    void copy(String table, Stream<List<@Nullable Object>> rows) throws SQLException, IOException {
        String text = rows.map(row ->
                        row.stream().map(PostgresqlWarehouse::copied).collect(Collectors.joining("\t", "", "\n")))
                .collect(Collectors.joining());
        connection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy analytics." + table + " from stdin", new StringReader(text));
    }

    private static String copied(@Nullable Object value) {
        return value == null
                ? "\\N"
                : value.toString().replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }

    @Override
    void showTimesIn(String zone) throws SQLException {
        execute("set time zone '" + zone + "'; set datestyle to 'ISO'; set intervalstyle to 'sql_standard'");
    }
}
