package dev.lodestar.testkit.secured;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** A broker whose only door for clients is SASL_SSL with SCRAM. Main arguments: its settings, and the process to end with. */
final class SecuredBroker {
    private SecuredBroker() {}

    static List<String> settings(int port, int controllerPort, Path log, TestCertificate certificate) {
        return List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "listeners=SASL_SSL://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=SASL_SSL://127.0.0.1:" + port,
                "controller.listener.names=CONTROLLER",
                "inter.broker.listener.name=SASL_SSL",
                "listener.security.protocol.map=SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "sasl.enabled.mechanisms=SCRAM-SHA-512",
                "sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512",
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config="
                        + "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
                        + SecuredServers.USER + "\" password=\"" + SecuredServers.PASSWORD + "\";",
                "ssl.keystore.type=PKCS12",
                "ssl.keystore.location=" + certificate.keyStore(),
                "ssl.keystore.password=" + TestCertificate.PASSWORD,
                "ssl.key.password=" + TestCertificate.PASSWORD,
                "ssl.truststore.type=PEM",
                "ssl.truststore.location=" + certificate.certificate(),
                "log.dirs=" + log,
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=1",
                "group.initial.rebalance.delay.ms=0",
                "auto.create.topics.enable=false",
                "log.cleaner.dedupe.buffer.size=20000000");
    }

    public static void main(String[] arguments) throws IOException {
        ProcessHandle.of(Long.parseLong(arguments[1]))
                .orElseThrow()
                .onExit()
                .thenRun(() -> Runtime.getRuntime().halt(0));
        String login = "SCRAM-SHA-512=[name=" + SecuredServers.USER + ",password=" + SecuredServers.PASSWORD + "]";
        String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", arguments[0], "--add-scram", login};
        if (StorageTool.execute(format, System.out) != 0) {
            throw new IOException("Kafka's storage could not be formatted; see the lines above");
        }
        Kafka.main(new String[] {arguments[0]});
    }
}
