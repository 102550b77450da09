package dev.lodestar.testkit.secured;

import dev.lodestar.launcher.embedded.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;

/** A PostgreSQL and a Kafka broker of one's own that speak TLS with one certificate, and take a client only with its password (SCRAM). */
public final class SecuredServers implements AutoCloseable {
    /** Who may come in, at both. */
    public static final String USER = "lodestar";

    /** By this. */
    public static final String PASSWORD = "Kx7-a-password-for-tests-3Qz";

    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final Path directory;
    private final TestCertificate certificate;
    private final EmbeddedPostgres postgres;
    private final Process broker;
    private final int kafkaPort;

    private SecuredServers(
            Path directory, TestCertificate certificate, EmbeddedPostgres postgres, Process broker, int kafkaPort) {
        this.directory = directory;
        this.certificate = certificate;
        this.postgres = postgres;
        this.broker = broker;
        this.kafkaPort = kafkaPort;
    }

    /** Starts both; a database {@code lodestar} is there, and no topic. */
    public static SecuredServers start() {
        try {
            Path directory = Files.createTempDirectory("lodestar-secured");
            TestCertificate certificate = TestCertificate.in(directory);
            int kafkaPort = FreePort.drawn();
            Process broker = startKafka(directory, certificate, kafkaPort);
            EmbeddedPostgres postgres = startPostgres(directory, certificate);
            return new SecuredServers(directory, certificate, postgres, broker, kafkaPort);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the secured servers did not start", e);
        }
    }

    /** What both show; a client has to trust it. */
    public TestCertificate certificate() {
        return certificate;
    }

    public int postgresPort() {
        return postgres.getPort();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** The settings of any Kafka client, without the prefix that a service puts before them. */
    public Map<String, String> kafkaSettings() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                        + PASSWORD + "\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.certificate().toString());
    }

    /** Creates topics of one partition, waiting for the broker. */
    public void createTopics(String... names) throws InterruptedException {
        Instant limit = Instant.now().plus(START_LIMIT);
        List<NewTopic> topics =
                Stream.of(names).map(name -> new NewTopic(name, 1, (short) 1)).toList();
        while (true) {
            try (Admin admin = Admin.create(Map.copyOf(kafkaSettings()))) {
                admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException | java.util.concurrent.TimeoutException | KafkaException e) {
                if (!broker.isAlive() || Instant.now().isAfter(limit)) {
                    throw new IllegalStateException("Kafka did not start, see " + directory.resolve("kafka.log"), e);
                }
            }
        }
    }

    private static EmbeddedPostgres startPostgres(Path directory, TestCertificate certificate)
            throws IOException, SQLException {
        Path data = directory.resolve("postgres");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setPort(FreePort.drawn())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "off")
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.certificate().toString())
                .setServerConfig("ssl_key_file", certificate.key().toString())
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + USER + " login password '" + PASSWORD + "'");
            statement.execute("create database lodestar owner " + USER);
            Files.write(
                    data.resolve("pg_hba.conf"),
                    List.of("local all all reject", "hostssl all " + USER + " 127.0.0.1/32 scram-sha-256"));
            statement.execute("select pg_reload_conf()");
        }
        return server;
    }

    private static Process startKafka(Path directory, TestCertificate certificate, int port) throws IOException {
        Path log = directory.resolve("kafka");
        Path properties = directory.resolve("server.properties");
        Files.write(properties, SecuredBroker.settings(port, FreePort.drawn(), log, certificate));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        SecuredBroker.class.getName(),
                        properties.toString(),
                        Long.toString(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .redirectOutput(new File(directory + "/kafka.log"))
                .start();
    }

    @Override
    public void close() throws IOException {
        broker.destroyForcibly();
        postgres.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
