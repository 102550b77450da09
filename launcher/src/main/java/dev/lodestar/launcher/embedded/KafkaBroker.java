package dev.lodestar.launcher.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** A broker and controller in one process (KRaft) on loopback. Main arguments: broker port, controller port, data directory. */
public final class KafkaBroker {
    private KafkaBroker() {}

    /** Formats the directory when it is new, then serves until the process ends. */
    public static void run(int port, int controllerPort, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path log = directory.resolve("log");
        Path properties = directory.resolve("server.properties");
        Files.write(properties, settings(port, controllerPort, log));
        if (!Files.exists(log.resolve("meta.properties"))) {
            format(properties);
        }
        Kafka.main(new String[] {properties.toString()});
    }

    private static void format(Path properties) throws IOException {
        String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", properties.toString()};
        if (StorageTool.execute(arguments, System.out) != 0) {
            throw new IOException("Kafka's storage could not be formatted; see the lines above");
        }
    }

    private static List<String> settings(int port, int controllerPort, Path log) {
        return List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
                "controller.listener.names=CONTROLLER",
                "inter.broker.listener.name=PLAINTEXT",
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "log.dirs=" + log,
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=4",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=4",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                "auto.create.topics.enable=false",
                "message.max.bytes=16777216",
                "replica.fetch.max.bytes=16777216",
                "num.network.threads=2",
                "num.io.threads=4",
                "log.cleaner.dedupe.buffer.size=20000000");
    }

    public static void main(String[] arguments) throws IOException {
        run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Path.of(arguments[2]));
    }
}
