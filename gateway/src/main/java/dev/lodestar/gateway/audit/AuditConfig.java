package dev.lodestar.gateway.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of the audit log. */
@ConfigMapping(prefix = "lodestar.audit")
public interface AuditConfig {
    /** The most entries that one commit takes. */
    @WithDefault("500")
    @Min(1)
    @Max(5000)
    int batchLimit();

    /** The most entries that may wait for a commit; calls beyond it are answered with 503. */
    @WithDefault("10000")
    @Min(1)
    int queueLimit();

    /** How long a commit may take, retries included, before the calls that wait for it fail. */
    @WithDefault("5s")
    Duration timeout();

    /** How often a batch is hashed anew because another replica moved the head first. */
    @WithDefault("20")
    @Min(1)
    int attempts();

    /** The largest page of {@code GET /api/v1/audit}. */
    @WithDefault("1000")
    @Min(1)
    int pageLimit();
}
