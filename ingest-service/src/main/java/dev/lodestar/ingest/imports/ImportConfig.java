package dev.lodestar.ingest.imports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Limits of {@code POST /imports/…}. */
@ConfigMapping(prefix = "lodestar.imports")
public interface ImportConfig {
    /** Bytes of one line; of a longer one the beginning goes to the quarantine, and the rest of the file is read all the same. */
    @WithDefault("1048576")
    @Min(1024)
    @Max(16_777_216)
    int maxLineBytes();

    /** Rows that are sent together. */
    @WithDefault("2000")
    @Min(1)
    @Max(50_000)
    int chunkRows();

    /** Bytes of rows that are sent together, at most one row more: of rows beyond 1 kB fewer than {@code chunk-rows} are. A dozen chunks of a file may be in memory. */
    @WithDefault("2097152")
    @Min(65_536)
    @Max(67_108_864)
    int chunkBytes();

    /** Chunks of a file that may wait for the broker at a time; the client is not read from while they do. */
    @WithDefault("8")
    @Min(1)
    @Max(100)
    int maxPendingChunks();

    /**
     * How long a chunk that was sent may wait to be settled while its client sends nothing more: refused rows reach the quarantine within that, so that an erasure finds
     * them.
     */
    @WithDefault("PT5S")
    Duration settleAfter();

    /** Files that are received at the same time; more are turned away with 429. */
    @WithDefault("4")
    @Min(1)
    @Max(64)
    int maxConcurrent();

    /** Rows of one file that may be refused; with more the import fails, since the file is probably not what it should be. */
    @WithDefault("1000000")
    @Min(1)
    long maxQuarantinedRows();

    /** Bytes of memory for telling identical rows of a file apart (about 27 a row); beyond them a temporary file is used. */
    @WithDefault("67108864")
    @Min(65_536)
    long identicalRowsMemoryBytes();

    /** How often a service says of the imports it receives that it is still there, however slowly their files arrive. */
    @WithDefault("PT5S")
    Duration heartbeat();

    /** An import that is being received and of which no service has said anything for so long has failed: its service has ended. */
    @WithDefault("PT30S")
    Duration staleAfter();

    /** How often progress is written down while a file is received. */
    @WithDefault("PT1S")
    Duration progressInterval();
}
