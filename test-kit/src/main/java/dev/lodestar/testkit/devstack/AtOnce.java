package dev.lodestar.testkit.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Calls of the application under test that meet at a table: none of them can add a row before all have looked, or wait for their turn to look. */
public final class AtOnce {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private AtOnce() {}

    /** Makes calls that each add a row to a table; yields their answers in the order of the calls. */
    public static <T> List<T> adding(String table, List<Callable<T>> calls) throws Exception {
        Config config = ConfigProvider.getConfig();
        try (ExecutorService callers = Executors.newFixedThreadPool(calls.size());
                Connection gate = DriverManager.getConnection(
                        config.getValue("quarkus.datasource.jdbc.url", String.class),
                        config.getValue("quarkus.datasource.username", String.class),
                        config.getValue("quarkus.datasource.password", String.class));
                Statement statement = gate.createStatement()) {
            gate.setAutoCommit(false);
            statement.execute("lock table " + table + " in share mode");
            List<Future<T>> sent = new ArrayList<>();
            for (Callable<T> call : calls) {
                sent.add(callers.submit(call));
            }
            awaitAll(statement, table, calls.size());
            gate.commit();
            return answers(sent);
        }
    }

    private static <T> List<T> answers(List<Future<T>> sent) throws ExecutionException, InterruptedException {
        List<T> answers = new ArrayList<>();
        for (Future<T> call : sent) {
            answers.add(call.get());
        }
        return answers;
    }

    private static void awaitAll(Statement statement, String table, int calls) throws SQLException {
        Instant until = Instant.now().plus(PATIENCE);
        while (waiting(statement, table) < calls) {
            assertThat(Instant.now()).as("waiting for the calls").isBefore(until);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static int waiting(Statement statement, String table) throws SQLException {
        // Within a transaction the activity is that of the first look at it.
        statement.execute("select pg_stat_clear_snapshot()");
        try (ResultSet waiting = statement.executeQuery("select count(*) from pg_stat_activity"
                + " where datname = current_database() and wait_event_type = 'Lock'"
                + " and (query ilike 'insert into " + table + "%' or query ilike '%pg_advisory_xact_lock%')")) {
            waiting.next();
            return waiting.getInt(1);
        }
    }
}
