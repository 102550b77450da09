package dev.lodestar.gateway.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    /**
     * Whether a call that reads fails too when its entry cannot be stored. If not, the entry is nowhere but in the gateway's own log, as an error, and is counted; what changes
     * something fails in any case.
     */
    @WithDefault("true")
    boolean requiredForReads();

    /** How often a batch is hashed anew because another replica moved the head first. */
    @WithDefault("20")
    @Min(1)
    int attempts();

    /** The largest page of {@code GET /api/v1/audit}. */
    @WithDefault("1000")
    @Min(1)
    int pageLimit();

    /** 32 random bytes in Base64, plain or URL-safe: the seed of the Ed25519 key that signs heads of the chain. */
    String signingKey();

    /** Public keys of earlier signing keys (X.509, Base64): signatures by them still count. */
    Optional<List<String>> trustedKeys();

    /** A head is signed as soon as this many entries follow the last signed one. */
    @WithDefault("1000")
    @Min(1)
    int checkpointEntries();

    /** A head is signed this long after the last one, when entries followed it. */
    @WithDefault("60s")
    Duration checkpointInterval();

    /** How often is looked whether a head is to be signed or published. */
    @WithDefault("1s")
    Duration checkpointPoll();

    /** How many of the last heads outside the database a verification compares with the chain. */
    @WithDefault("1000")
    @Min(1)
    int headsCompared();

    /** How long publishing or reading heads outside the database may take. */
    @WithDefault("10s")
    Duration headsTimeout();

    /** How long after a failure the runs that could not be noted are taken up again. */
    @WithDefault("5s")
    Duration runsRetry();

    /** The consumer group by which the replicas share the commands and results of analysis runs and what is said of alerts. */
    @WithDefault("gateway-audit")
    String runsGroup();

    /** Entries older than this are removed, up to a signed head. Without it they are kept for ever. */
    Optional<Duration> retention();

    /** How often the retention policy is carried out. */
    @WithDefault("1h")
    Duration retentionPoll();

    /** The most exports that run at a time. */
    @WithDefault("2")
    @Min(1)
    int exportsAtOnce();
}
