package dev.lodestar.testkit.devstack;

import dev.lodestar.launcher.embedded.FreePort;
import dev.lodestar.launcher.embedded.KafkaBroker;
import dev.lodestar.launcher.embedded.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** PostgreSQL and Kafka in one process. Main arguments: the file to announce the ports in, and the process to end with. */
final class DevStackDaemon {
    private DevStackDaemon() {}

    public static void main(String[] arguments) throws Exception {
        Path announcement = Path.of(arguments[0]);
        ProcessHandle owner = ProcessHandle.of(Long.parseLong(arguments[1])).orElseThrow();
        Path directory = Files.createTempDirectory("lodestar-devstack");
        int kafkaPort = FreePort.drawn();
        startKafka(kafkaPort, FreePort.drawn(), directory.resolve("kafka"));
        EmbeddedPostgres postgres = PostgresServer.start(FreePort.drawn(), directory.resolve("postgres"), false, null);
        awaitPort(kafkaPort);
        announce(announcement, postgres.getPort(), kafkaPort);
        owner.onExit().get();
        Files.deleteIfExists(announcement);
        postgres.close();
        delete(directory);
        Runtime.getRuntime().halt(0);
    }

    private static void startKafka(int port, int controllerPort, Path directory) {
        Thread.ofPlatform().daemon().name("kafka").start(() -> {
            try {
                KafkaBroker.run(port, controllerPort, directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void announce(Path announcement, int postgresPort, int kafkaPort) throws IOException {
        Properties ports = new Properties();
        ports.setProperty("postgres.port", Integer.toString(postgresPort));
        ports.setProperty("kafka.port", Integer.toString(kafkaPort));
        Path draft = announcement.resolveSibling(announcement.getFileName() + ".draft");
        try (OutputStream out = Files.newOutputStream(draft)) {
            ports.store(out, null);
        }
        Files.move(draft, announcement, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void awaitPort(int port) throws InterruptedException {
        while (!accepts(port)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException expected) {
            return false;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
