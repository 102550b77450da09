package dev.lodestar.launcher.embedded;

import dev.lodestar.contracts.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates the topics that Lodestar needs, as a single-broker installation wants them; those that exist are left alone. */
public final class KafkaTopics {
    /** Fixed for life: a user's partition must never change. */
    public static final int TIMELINE_PARTITIONS = 12;

    private static final short ONE_REPLICA = 1;
    private static final Map<String, String> FOR_EVER =
            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
    private static final Map<String, String> LARGE_MESSAGES = Map.of("max.message.bytes", "16777216");
    private static final Map<String, String> COMPACTED_LARGE_MESSAGES =
            Map.of("cleanup.policy", "compact", "max.message.bytes", "16777216");

    private KafkaTopics() {}

    /** @param prefix put before each name; empty outside tests */
    public static void create(String bootstrapServers, String prefix) throws ExecutionException, InterruptedException {
        List<NewTopic> wanted = List.of(
                topic(prefix + Topics.TIMELINE, TIMELINE_PARTITIONS, FOR_EVER),
                topic(prefix + Topics.TIMELINE_DEAD_LETTER, 1, FOR_EVER),
                topic(prefix + Topics.ACQUISITION, 1, Map.of("cleanup.policy", "compact")),
                topic(prefix + Topics.ANALYSIS_COMMANDS, 1, LARGE_MESSAGES),
                topic(prefix + Topics.ANALYSIS_RESULTS, 1, LARGE_MESSAGES),
                topic(prefix + Topics.SAVED_COHORTS, 1, COMPACTED_LARGE_MESSAGES),
                topic(prefix + Topics.ERASURE_COMMANDS, 1, Map.of()),
                topic(prefix + Topics.ERASURE_RESULTS, 1, Map.of()),
                topic(prefix + Topics.ALERTS, 1, Map.of()),
                topic(prefix + Topics.AUDIT_HEADS, 1, FOR_EVER));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> existing = admin.listTopics().names().get();
            admin.createTopics(wanted.stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, partitions, ONE_REPLICA).configs(settings);
    }
}
