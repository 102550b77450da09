package dev.lodestar.ingest.quarantine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of the quarantine. */
@ConfigMapping(prefix = "lodestar.quarantine")
public interface QuarantineConfig {
    /** How often rows are looked for that are not encrypted under the pseudonym key in force, beside once at the start. */
    @WithDefault("PT1H")
    Duration sealInterval();

    /** How many rows are encrypted anew, or searched for an id, at a time. */
    @WithDefault("500")
    @Min(1)
    @Max(10_000)
    int pageSize();

    /** Bytes of rows that are read at a time, at most one row more: a page of large rows has fewer. */
    @WithDefault("8388608")
    @Min(1)
    @Max(268_435_456)
    int pageBytes();

    /** How long a page may take. */
    @WithDefault("PT30S")
    Duration timeout();
}
