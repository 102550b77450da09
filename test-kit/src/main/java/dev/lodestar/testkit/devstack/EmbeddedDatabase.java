package dev.lodestar.testkit.devstack;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.Driver;

/**
 * An empty database of its own on the shared PostgreSQL.
 *
 * @param port on loopback
 * @param name unique
 */
public record EmbeddedDatabase(int port, String name) {
    public static final String USER = "postgres";

    /** Creates a database that no other test uses. */
    public static EmbeddedDatabase fresh() {
        EmbeddedDatabase database = new EmbeddedDatabase(
                DevStack.shared().postgresPort(),
                "t_" + UUID.randomUUID().toString().replace("-", ""));
        try (Connection connection = connect(url(database.port, "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database.name);
        } catch (SQLException e) {
            throw new IllegalStateException("no test database could be created", e);
        }
        return database;
    }

    public Connection connect() throws SQLException {
        return connect(jdbcUrl());
    }

    /** Without the JDK's list of drivers, which knows those of one class loader only: each test application has its own. */
    private static Connection connect(String url) throws SQLException {
        return new Driver().connect(url, new Properties());
    }

    public String jdbcUrl() {
        return url(port, name);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER;
    }
}
