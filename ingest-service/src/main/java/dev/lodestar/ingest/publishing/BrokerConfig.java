package dev.lodestar.ingest.publishing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How the service writes to Kafka. */
@ConfigMapping(prefix = "lodestar.broker")
public interface BrokerConfig {
    /**
     * Compression of the log: none, gzip, zstd, lz4 or snappy. On one machine none is the fastest; over a network zstd makes the log about six
     * times smaller. The broker and every consumer need the library of what is chosen here.
     */
    @WithDefault("none")
    String compression();

    /** How long a record waits for others to share its batch: the price of throughput in the latency of a small request. */
    @WithDefault("PT0.01S")
    Duration linger();

    /** Bytes of one batch of a partition, before compression. */
    @WithDefault("262144")
    @Min(16_384)
    @Max(16_777_216)
    int batchBytes();

    /** Bytes that may wait for the broker; a sender waits beyond them, which is how a slow broker slows the clients down. */
    @WithDefault("67108864")
    @Min(1_048_576)
    long bufferBytes();

    /** How long a record may take from being sent to being acknowledged; after that the request fails as unavailable and can be repeated. */
    @WithDefault("PT30S")
    Duration deliveryTimeout();
}
