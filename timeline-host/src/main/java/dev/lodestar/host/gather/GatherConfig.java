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

    /** How long a peer may take to answer. */
    @WithDefault("10s")
    Duration peerTimeout();

    /** How long answers wait for a partition that nobody has, as while it changes hands; one that is away for longer is missing from them. */
    @WithDefault("3s")
    Duration handoverPatience();

    /** How long an answer as of a run waits for shards that have not reached the run's barrier. */
    @WithDefault("60s")
    Duration barrierTimeout();

    /** How long the views of an answer are held for its further rounds. */
    @WithDefault("60s")
    Duration viewRetention();

    /** Answers whose views are held at most; the oldest is let go first. */
    @WithDefault("64")
    @Min(1)
    @Max(10_000)
    int heldAnswers();
}
