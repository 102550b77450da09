package dev.lodestar.host.shard;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of the Kafka clients, from {@link ShardsConfig} and the {@code kafka.*} keys that every Kafka client of the service shares. */
@ApplicationScoped
class StreamsSettings {
    private static final String WILDCARD_HOST = "0.0.0.0";
    private static final int HEARTBEATS_PER_SESSION = 4;
    /** Of a partition, before Streams stops polling it. A bundle is what a poll found. */
    private static final int BUNDLES_WAITING = 2;

    private final ShardsConfig config;
    private final Map<String, Object> broker;
    private final String httpHost;
    private final int httpPort;

    StreamsSettings(
            ShardsConfig config,
            @Any @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "quarkus.http.host") String httpHost,
            @ConfigProperty(name = "quarkus.http.port") int httpPort) {
        this.config = config;
        this.broker = Map.copyOf(broker);
        this.httpHost = httpHost;
        this.httpPort = httpPort;
    }

    /** Host and port by which the group knows this replica. */
    String advertisedAddress() {
        return config.advertisedAddress().orElseGet(() -> host() + ":" + httpPort);
    }

    Properties streams() {
        Properties settings = new Properties();
        settings.putAll(broker);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, advertisedAddress());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                config.stateDirectory().toAbsolutePath().toString());
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, millis(config.commitInterval()));
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.maxPollRecords());
        settings.put(mainConsumer(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), config.fetchBytes());
        settings.put(mainConsumer(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), (int) millis(config.fetchWait()));
        settings.put(mainConsumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int) millis(config.sessionTimeout()));
        settings.put(mainConsumer(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), (int)
                (millis(config.sessionTimeout()) / HEARTBEATS_PER_SESSION));
        settings.put(mainConsumer(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG), LogBundles.class.getName());
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUNDLES_WAITING);
        settings.put(
                StreamsConfig.restoreConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                RestoreFrames.class.getName());
        return settings;
    }

    /** What every client of the broker has, and all that an admin or a plain consumer needs. */
    Map<String, Object> broker() {
        return broker;
    }

    Map<String, Object> deadLetterProducer() {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        return settings;
    }

    private String host() {
        if (!httpHost.equals(WILDCARD_HOST)) {
            return httpHost;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "set lodestar.shards.advertised-address: this machine does not know its name", e);
        }
    }

    private static String mainConsumer(String key) {
        return StreamsConfig.mainConsumerPrefix(key);
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }
}
