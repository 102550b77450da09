package dev.lodestar.launcher.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL on loopback. Main arguments: port, data directory, durable|fast. Durable keeps what was committed through a power cut; fast is for
 * tests that throw their data away. With {@code LODESTAR_POSTGRES_PASSWORD} in the environment every connection needs a password, that one being
 * the superuser's.
 */
public final class PostgresServer {
    private static final String PASSWORD_VARIABLE = "LODESTAR_POSTGRES_PASSWORD";
    private static final List<String> PASSWORDS_ONLY =
            List.of("local all all scram-sha-256", "host all all 127.0.0.1/32 scram-sha-256");

    private PostgresServer() {}

    /** Starts a server, on a free port when {@code port} is 0; data in {@code directory} is kept. */
    public static EmbeddedPostgres start(int port, Path directory, boolean durable, @Nullable String password)
            throws IOException {
        String on = durable ? "on" : "off";
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", on)
                .setServerConfig("full_page_writes", on)
                .setServerConfig("synchronous_commit", on)
                // A refused repeat would otherwise name a pseudonym and an event in the log.
                .setServerConfig("log_error_verbosity", "terse")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("checkpoint_timeout", "15min");
        if (port != 0) {
            builder.setPort(port);
        }
        if (password != null) {
            builder.setConnectConfig("password", password);
        }
        return builder.start();
    }

    /** From now on nobody comes in without a password; changes nothing when that is so already. */
    private static void demandPasswords(EmbeddedPostgres server, Path directory, String password)
            throws IOException, SQLException {
        Path rules = directory.resolve("pg_hba.conf");
        if (Files.readAllLines(rules).equals(PASSWORDS_ONLY)) {
            return;
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role postgres password '" + password.replace("'", "''") + "'");
            Files.write(rules, PASSWORDS_ONLY);
            statement.execute("select pg_reload_conf()");
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        String password = System.getenv(PASSWORD_VARIABLE);
        EmbeddedPostgres server =
                start(Integer.parseInt(arguments[0]), directory, arguments[2].equals("durable"), password);
        if (password != null) {
            demandPasswords(server, directory, password);
        }
        Thread.currentThread().join();
    }
}
