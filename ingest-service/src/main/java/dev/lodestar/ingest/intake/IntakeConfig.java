package dev.lodestar.ingest.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Limits of {@code POST /events}, {@code /profiles} and {@code /acquisition}. */
@ConfigMapping(prefix = "lodestar.intake")
public interface IntakeConfig {
    /** Rows in one request. */
    @WithDefault("5000")
    @Min(1)
    @Max(100_000)
    int maxBatchRows();

    /** Bytes of the body of one request after decompression. */
    @WithDefault("10485760")
    @Min(1024)
    @Max(268_435_456)
    int maxBodyBytes();

    /** How long the broker and then the database may take over one batch before the request fails as unavailable. */
    @WithDefault("PT35S")
    Duration timeout();

    /** Requests that are worked on at the same time; more are turned away with 429. */
    @WithDefault("64")
    @Min(1)
    @Max(10_000)
    int maxConcurrentRequests();
}
