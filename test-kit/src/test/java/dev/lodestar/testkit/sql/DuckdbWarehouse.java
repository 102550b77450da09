package dev.lodestar.testkit.sql;

import dev.lodestar.engine.sql.SqlDialect;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** In DuckDB, in memory. */
final class DuckdbWarehouse extends SqlWarehouse {
    private final DuckDBConnection connection;

    private DuckdbWarehouse(DuckDBConnection connection) {
        super(SqlDialect.DUCKDB, connection);
        this.connection = connection;
    }

    static SqlWarehouse empty() throws SQLException {
        SqlWarehouse warehouse = new DuckdbWarehouse((DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:"));
        // The tables are small: threads would only wait for each other.
        warehouse.execute("""
                set threads = 1;
                create schema analytics;
                create table analytics.user_profiles (
                    user_id varchar,
                    signup_date timestamptz,
                    segment varchar,
                    channel varchar,
                    plan_type varchar,
                    attributes json
                );
                create table analytics.user_events (
                    event_id varchar,
                    user_id varchar,
                    event_type varchar,
                    "timestamp" timestamptz,
                    properties json,
                    ingest_offset bigint
                );
                create table analytics.acquisition_daily (
                    date date,
                    channel varchar,
                    visitors bigint,
                    spend double
                );
                """);
        return warehouse;
    }

    @Override
    void copy(String table, Stream<List<@Nullable Object>> rows) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender("analytics", table)) {
            for (List<@Nullable Object> row : rows.toList()) {
                appender.beginRow();
                for (Object cell : row) {
                    append(appender, cell);
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, @Nullable Object cell) throws SQLException {
        switch (cell) {
            case null -> appender.appendNull();
            case Instant instant -> appender.append(instant.atOffset(ZoneOffset.UTC));
            case LocalDate date -> appender.append(date);
            case Long number -> appender.append(number);
            case Double number -> appender.append(number);
            default -> appender.append(cell.toString());
        }
    }

    @Override
    void showTimesIn(String zone) throws SQLException {
        execute("set TimeZone = '" + zone + "'");
    }
}
