package dev.lodestar.host.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.launcher.embedded.KafkaTopics;
import dev.lodestar.testkit.devstack.DevStack;
import dev.lodestar.testkit.timeline.TestTopics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogLookupTest {
    private static final Map<String, Object> BROKER =
            Map.of("bootstrap.servers", DevStack.shared().bootstrapServers());

    @Test
    void a_record_is_found_at_its_offset_until_the_log_lets_it_go() throws Exception {
        String prefix = "lookup-" + UUID.randomUUID() + ".";
        KafkaTopics.create(DevStack.shared().bootstrapServers(), prefix);
        try (TestTopics topics = new TestTopics(DevStack.shared().bootstrapServers(), prefix);
                Admin admin = Admin.create(BROKER)) {
            topics.barrier("run-1");
            topics.barrier("run-2");
            topics.barrier("run-3");
            LogLookup lookup = new LogLookup(BROKER, prefix + "timeline.v1");
            assertThat(lookup.at(4, 1).map(record -> new String(record.value(), StandardCharsets.UTF_8)))
                    .hasValueSatisfying(value -> assertThat(value).contains("run-2"));

            admin.deleteRecords(Map.of(new TopicPartition(prefix + "timeline.v1", 4), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();

            assertThat(lookup.at(4, 1)).isEmpty();
            assertThat(lookup.at(4, 2).map(LogRecord::offset)).isEqualTo(Optional.of(2L));
        }
    }
}
