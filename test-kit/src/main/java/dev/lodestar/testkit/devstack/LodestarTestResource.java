package dev.lodestar.testkit.devstack;

import dev.lodestar.launcher.embedded.KafkaTopics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Gives a test application a fresh database, topics of its own and an issuer of tokens ({@link Tokens}). */
public final class LodestarTestResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        EmbeddedDatabase database = EmbeddedDatabase.fresh();
        String bootstrapServers = DevStack.shared().bootstrapServers();
        String prefix = database.name() + ".";
        createTopics(bootstrapServers, prefix);
        Map<String, String> settings = new HashMap<>(Tokens.settings());
        settings.put("lodestar.database.host", "127.0.0.1");
        settings.put("lodestar.database.port", Integer.toString(database.port()));
        settings.put("lodestar.database.name", database.name());
        settings.put("lodestar.database.username", EmbeddedDatabase.USER);
        settings.put("lodestar.database.password", "unused-on-loopback");
        settings.put("kafka.bootstrap.servers", bootstrapServers);
        settings.put("lodestar.topics.prefix", prefix);
        return settings;
    }

    private static void createTopics(String bootstrapServers, String prefix) {
        try {
            KafkaTopics.create(bootstrapServers, prefix);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the test's topics could not be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating the test's topics", e);
        }
    }

    @Override
    public void stop() {
        // The servers are shared; they end with Maven.
    }
}
