package dev.lodestar.ingest.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Exports of users. */
@ConfigMapping(prefix = "lodestar.export")
public interface ExportConfig {
    /** Events that are read and written at a time. */
    @WithDefault("2000")
    @Min(1)
    @Max(50_000)
    int pageRows();

    /** How long the database may take over one page. */
    @WithDefault("PT30S")
    Duration timeout();
}
