package dev.lodestar.host.gather;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How an answer is gathered from the shards. */
@ConfigMapping(prefix = "lodestar.gather")
public interface GatherConfig {
    /** Threads that scan local shards, one partition each at a time. Default: the processors of the machine. */
    OptionalInt threads();

    /**
     * The {@code quarkus.tls.NAME} whose trust store peers are trusted by: they are asked over HTTPS then, at their advertised addresses. Without
     * it over plain HTTP.
     */
    Optional<String> tlsConfigurationName();

    /** How long a peer may take to accept a connection; a lost replica is skipped after this. */
    @WithDefault("300ms")
    Duration connectTimeout();

    /** How long a peer may take to answer, to the end of its answer; of lines that are streamed, how long it may pause. */
    @WithDefault("10s")
    Duration peerTimeout();

    /** How long answers wait for a partition that nobody has, as while it changes hands; one that is away for longer is missing from them. */
    @WithDefault("3s")
    Duration handoverPatience();

    /** How long an answer as of a run waits for shards that have not reached the run's barrier. */
    @WithDefault("60s")
    Duration barrierTimeout();

    /** How long the views of a listing are held for its further pages, and at most those of any answer. */
    @WithDefault("60s")
    Duration viewRetention();

    /** Listings whose views are held between their pages at most, the oldest is let go first. While much is ingested each may come to hold a copy of the timelines. */
    @WithDefault("4")
    @Min(1)
    @Max(10_000)
    int heldListings();
}
