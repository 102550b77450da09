package dev.lodestar.bench;

import dev.lodestar.datagen.journey.Plan;
import dev.lodestar.datagen.journey.SyntheticEvent;
import dev.lodestar.datagen.journey.SyntheticUser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The peer: the same users and events in DuckDB, in memory and in the order of users, with whole numbers for ids and an enum for types, so
 * that nothing slows it down that a warehouse could do without.
 */
final class DuckDb implements AutoCloseable {
    private final DuckDBConnection connection;
    private final DuckDBAppender users;
    private final DuckDBAppender events;

    DuckDb(int threads) throws SQLException, IOException {
        connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        execute("set threads = " + threads);
        execute(text("schema.sql"));
        users = connection.createAppender("main", "users");
        events = connection.createAppender("main", "events");
    }

    /** The version, as it says itself. */
    String version() throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion();
    }

    void add(SyntheticUser user) {
        try {
            users.beginRow();
            users.append(user.index());
            users.append(timestamp(user.signupAt()));
            users.append(user.traits().segment().wireName());
            users.append(user.plan() != Plan.FREE);
            users.endRow();
            for (SyntheticEvent event : user.events()) {
                events.beginRow();
                events.append(user.index());
                events.append(timestamp(event.at()));
                events.append(event.type().wireName());
                events.endRow();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB did not take user " + user.index(), e);
        }
    }

    private static LocalDateTime timestamp(long epochMillis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC);
    }

    /** After the last user. */
    void finish() throws SQLException {
        users.close();
        events.close();
        execute("analyze");
    }

    Answer ask(Question question) {
        Answer answer = new Answer();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(text(question.sqlFile()))) {
            while (rows.next()) {
                answer.with(rows.getString("name"), rows.getLong("k"), rows.getLong("n"));
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("DuckDB did not answer " + question, e);
        }
        return answer;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(String file) throws IOException {
        try (InputStream stream = Objects.requireNonNull(DuckDb.class.getResourceAsStream(file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${from}", BenchData.RANGE.fromDate().toString())
                    .replace("${to}", BenchData.RANGE.toDate().toString());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
