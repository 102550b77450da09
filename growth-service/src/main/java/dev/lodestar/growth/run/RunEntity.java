package dev.lodestar.growth.run;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code growth_run}: the command of a run's growth step and how far it has come. */
@Entity
@Table(name = "growth_run")
class RunEntity {

    @Id
    @Column(name = "run_id")
    String runId;

    /** The command as it came, JSON. */
    String command;

    /** The header {@code traceparent} that the command came with; null when it had none. */
    @Column(name = "trace_parent")
    @Nullable
    String traceParent;

    @Column(name = "received_at")
    Instant receivedAt;

    /** When a replica last took the run up; null when none has, or it gave the run back. */
    @Column(name = "claimed_at")
    @Nullable
    Instant claimedAt;

    /** When the broker had acknowledged the result. */
    @Column(name = "published_at")
    @Nullable
    Instant publishedAt;
}
