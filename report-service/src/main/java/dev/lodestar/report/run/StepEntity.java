package dev.lodestar.report.run;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.run.domain.StepState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of {@code analysis_step}. */
@Entity
@Table(name = "analysis_step")
@IdClass(StepEntity.Key.class)
class StepEntity {
    /** Primary key. */
    record Key(UUID run, String name) implements Serializable {}

    @Id
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "run_id")
    RunEntity run;

    @Id
    String name;

    int position;
    String state;

    @Column(name = "started_at")
    @Nullable
    Instant startedAt;

    @Column(name = "finished_at")
    @Nullable
    Instant finishedAt;

    @Column(name = "duration_millis")
    @Nullable
    Long durationMillis;

    @Nullable
    String reason;

    static StepEntity of(RunEntity run, String name, StepState state) {
        StepEntity step = new StepEntity();
        step.run = run;
        step.name = name;
        step.position = run.steps.size();
        step.moveTo(state);
        return step;
    }

    /** The service that answers the step's command. */
    String service() {
        return AnalysisStep.of(name).service();
    }

    void moveTo(StepState to) {
        switch (to) {
            case StepState.Pending ignored -> state = "pending";
            case StepState.Running running -> {
                state = "running";
                startedAt = running.startedAt();
            }
            case StepState.Succeeded succeeded -> end("succeeded", succeeded, succeeded.duration(), null);
            case StepState.Failed failed -> end("failed", failed, failed.duration(), failed.reason());
            case StepState.Skipped skipped -> end("skipped", skipped, Duration.ZERO, skipped.reason());
        }
    }

    private void end(String word, StepState.Ended ended, Duration duration, @Nullable String why) {
        state = word;
        startedAt = ended.startedAt();
        finishedAt = ended.finishedAt();
        durationMillis = duration.toMillis();
        reason = why;
    }

    StepState toDomain() {
        return switch (state) {
            case "pending" -> new StepState.Pending();
            case "running" -> new StepState.Running(required(startedAt));
            case "succeeded" -> new StepState.Succeeded(required(startedAt), required(finishedAt), duration());
            case "failed" ->
                new StepState.Failed(required(startedAt), required(finishedAt), duration(), required(reason));
            case "skipped" -> new StepState.Skipped(required(startedAt), required(finishedAt), required(reason));
            default -> throw new IllegalStateException("unknown state of a step: " + state);
        };
    }

    private Duration duration() {
        return Duration.ofMillis(required(durationMillis));
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value, "a column that the step's state needs is empty");
    }
}
