package dev.lodestar.testkit.devstack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Where the servers of this Maven run are.
 *
 * @param postgresPort on loopback, user {@code postgres}, no password
 * @param kafkaPort on loopback, plain text
 */
public record DevStack(int postgresPort, int kafkaPort) {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    public String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** The running servers; starts them when this is the first call of the Maven run. The lock on the file is the process's: its threads take turns before. */
    public static synchronized DevStack shared() {
        ProcessHandle owner = owner();
        Path announcement =
                Path.of(System.getProperty("java.io.tmpdir"), "lodestar-devstack-" + owner.pid() + ".properties");
        Path lock = announcement.resolveSibling(announcement.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && !Files.exists(announcement)) {
                start(announcement, owner);
            }
            return read(announcement);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the test servers were starting", e);
        }
    }

    /** The outermost Java process above this one: Maven, or this process when an IDE runs a test alone. */
    private static ProcessHandle owner() {
        ProcessHandle outermost = ProcessHandle.current();
        for (Optional<ProcessHandle> above = outermost.parent();
                above.isPresent();
                above = above.get().parent()) {
            if (above.get()
                    .info()
                    .command()
                    .filter(command -> command.endsWith("/java"))
                    .isPresent()) {
                outermost = above.get();
            }
        }
        return outermost;
    }

    private static void start(Path announcement, ProcessHandle owner) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        File log = new File(announcement + ".log");
        Process daemon = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        DevStackDaemon.class.getName(),
                        announcement.toString(),
                        Long.toString(owner.pid()))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!Files.exists(announcement)) {
            if (!daemon.isAlive() || Instant.now().isAfter(limit)) {
                throw new IllegalStateException("PostgreSQL and Kafka for tests did not start, see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static DevStack read(Path announcement) throws IOException {
        Properties ports = new Properties();
        try (InputStream in = Files.newInputStream(announcement)) {
            ports.load(in);
        }
        return new DevStack(
                Integer.parseInt(ports.getProperty("postgres.port")),
                Integer.parseInt(ports.getProperty("kafka.port")));
    }
}
