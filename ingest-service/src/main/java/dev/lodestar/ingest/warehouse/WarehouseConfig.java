package dev.lodestar.ingest.warehouse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The writer of the warehouse. */
@ConfigMapping(prefix = "lodestar.warehouse")
public interface WarehouseConfig {
    /** Whether this replica writes. Replicas share the partitions among them. */
    @WithDefault("true")
    boolean enabled();

    /** The consumer group by which replicas share the partitions; positions are in the database, not in the group. */
    @WithDefault("${lodestar.topics.prefix:}lodestar-warehouse")
    String groupId();

    /** Records read at once, over all partitions. */
    @WithDefault("16000")
    @Min(1)
    @Max(1_000_000)
    int maxPollRecords();

    /** Bytes read at once from one partition: small enough that a read covers several partitions, which are then written side by side. */
    @WithDefault("1048576")
    @Min(16_384)
    int partitionFetchBytes();

    /**
     * Bytes that a read waits for, but no longer than {@link #fetchWait}: rows that are written by and by, in transactions of few, cost the database a quarter more. At most {@link #partitionFetchBytes} count, so that
     * no read waits for more than a single partition may give.
     */
    @WithDefault("1048576")
    @Min(1)
    @Max(16_777_216)
    int fetchBytes();

    /** How long a read waits for {@link #fetchBytes}, and so what the warehouse is behind at most while few rows come. */
    @WithDefault("PT0.25S")
    Duration fetchWait();

    /** Users whose signup is remembered, to tell events before it and of unknown users; others are looked up. About 150 bytes each. */
    @WithDefault("200000")
    @Min(1)
    @Max(100_000_000)
    int rememberedUsers();

    /** Rows of one statement. */
    @WithDefault("5000")
    @Min(1)
    @Max(10_000)
    int statementRows();

    /** Partitions written side by side, each in a transaction and on a connection of its own. */
    @WithDefault("4")
    @Min(1)
    @Max(32)
    int concurrency();

    /** How long one round of writing may take before it is given up and tried again from the stored positions; one statement may take half of it. */
    @WithDefault("PT2M")
    Duration timeout();

    /** Pause after a round that failed, as while the database is away. */
    @WithDefault("PT1S")
    Duration retryPause();
}
