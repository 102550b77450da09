package dev.lodestar.launcher.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** A broker and controller in one process (KRaft) on loopback. Main arguments: broker port, controller port, data directory. */
public final class KafkaBroker {
    private KafkaBroker() {}

    /**
     * Formats the directory when it is new, then serves until the process ends.
     *
     * @throws IllegalArgumentException when the path of the directory has a comma
     */
    public static void run(int port, int controllerPort, Path directory) throws IOException {
        Kafka.main(new String[] {prepared(port, controllerPort, directory).toString()});
    }

    /** Writes the settings down and formats the log where there is none; yields the file with the settings. */
    static Path prepared(int port, int controllerPort, Path directory) throws IOException {
        Path log = directory.resolve("log");
        if (log.toString().contains(",")) {
            throw new IllegalArgumentException(
                    "Kafka takes a comma in the path of its data for the end of it; choose a directory without: "
                            + log);
        }
        Files.createDirectories(directory);
        Path properties = directory.resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(properties)) {
            settings(port, controllerPort, log).store(out, null);
        }
        if (!Files.exists(log.resolve("meta.properties"))) {
            format(properties);
        }
        return properties;
    }

    private static void format(Path properties) throws IOException {
        String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", properties.toString()};
        if (StorageTool.execute(arguments, System.out) != 0) {
            throw new IOException("Kafka's storage could not be formatted; see the lines above");
        }
    }

    /** Kafka reads its settings as {@link Properties} do, which is neither UTF-8 nor without escapes. */
    private static Properties settings(int port, int controllerPort, Path log) {
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.setProperty("log.dirs", log.toString());
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("offsets.topic.num.partitions", "4");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("transaction.state.log.num.partitions", "4");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("auto.create.topics.enable", "false");
        settings.setProperty("message.max.bytes", "16777216");
        settings.setProperty("replica.fetch.max.bytes", "16777216");
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        settings.setProperty("log.cleaner.dedupe.buffer.size", "20000000");
        return settings;
    }

    public static void main(String[] arguments) throws IOException {
        run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Path.of(arguments[2]));
    }
}
