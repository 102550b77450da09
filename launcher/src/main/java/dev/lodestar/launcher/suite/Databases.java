package dev.lodestar.launcher.suite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/** One database and one owner per service, created where they are missing. */
final class Databases {
    private static final String STARTING_UP = "57P03";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private Databases() {}

    static void create(int port, Secrets secrets) {
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("password", secrets.get("postgres"));
        try (Connection connection = connect(port, login)) {
            for (String name : Suite.DATABASES) {
                if (!exists(connection, name)) {
                    create(connection, name, secrets.get("database." + name));
                }
            }
        } catch (SQLException e) {
            throw new LaunchException("The databases cannot be created: " + e.getMessage(), e);
        }
    }

    /** The port opens a moment before the server lets anybody in. */
    private static Connection connect(int port, Properties login) throws SQLException {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (true) {
            try {
                return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", login);
            } catch (SQLException e) {
                if (!STARTING_UP.equals(e.getSQLState()) || Instant.now().isAfter(limit)) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            query.setString(1, name);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    /** Names are constants of ours and passwords are URL-safe Base64, so neither can break out of its quotes. */
    private static void create(Connection connection, String name, String password) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create role \"" + name + "\" login password '" + password + "'");
            statement.execute("create database \"" + name + "\" owner \"" + name + "\"");
            statement.execute("revoke connect on database \"" + name + "\" from public");
        }
    }
}
