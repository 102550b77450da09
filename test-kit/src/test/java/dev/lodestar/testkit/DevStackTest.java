package dev.lodestar.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.launcher.embedded.KafkaTopics;
import dev.lodestar.testkit.devstack.DevStack;
import dev.lodestar.testkit.devstack.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class DevStackTest {
    @Test
    void the_database_is_postgresql_18() throws Exception {
        try (Connection connection = EmbeddedDatabase.fresh().connect();
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("show server_version_num")) {
            assertThat(version.next()).isTrue();
            assertThat(version.getInt(1)).isBetween(180000, 189999);
        }
    }

    @Test
    void topics_are_created_once_and_left_alone_afterwards() throws Exception {
        String bootstrapServers = DevStack.shared().bootstrapServers();
        String prefix = UUID.randomUUID() + ".";

        KafkaTopics.create(bootstrapServers, prefix);
        KafkaTopics.create(bootstrapServers, prefix);

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            String timeline = prefix + "timeline.v1";
            assertThat(admin.describeTopics(List.of(timeline))
                            .allTopicNames()
                            .get()
                            .get(timeline)
                            .partitions())
                    .hasSize(KafkaTopics.TIMELINE_PARTITIONS);
        }
    }
}
