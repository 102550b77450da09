package dev.lodestar.report.run;

import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.run.domain.StepState;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Moves the steps of runs by the results that come. Taking a result twice, or after the step has ended, changes nothing. */
@ApplicationScoped
class StepResults {
    private final RunRepository runs;
    private final AnswerRepository answers;
    private final MeterRegistry meters;
    private final Clock clock;

    StepResults(RunRepository runs, AnswerRepository answers, MeterRegistry meters, Clock clock) {
        this.runs = runs;
        this.answers = answers;
        this.meters = meters;
        this.clock = clock;
    }

    /** Stores the result and says whether the run's report can now be composed. */
    @WithTransaction
    Uni<Boolean> take(AnalysisResult result) {
        if (result.step() == AnalysisStep.REPORT) { // our own, for others to read
            return Uni.createFrom().item(false);
        }
        return runs.locked(UUID.fromString(result.runId()))
                .chain(run -> run == null ? Uni.createFrom().item(false) : move(run, result));
    }

    private Uni<Boolean> move(RunEntity run, AnalysisResult result) {
        StepEntity step = run.step(result.step().wireName());
        Instant now = clock.instant();
        StepState.Running running;
        switch (step.toDomain()) {
            // A result may be faster than the note that its command was published.
            case StepState.Pending pending -> running = pending.start(now);
            case StepState.Running already -> running = already;
            case StepState.Ended ignored -> {
                return Uni.createFrom().item(false);
            }
        }
        Duration duration = Duration.ofMillis(result.durationMillis());
        step.moveTo(
                switch (result.outcome()) {
                    case SUCCEEDED -> running.succeed(now, duration);
                    case FAILED -> running.fail(now, duration, reason(result));
                    case SKIPPED -> running.skip(now, reason(result));
                });
        meters.timer("lodestar.run.step", "step", step.name, "outcome", step.state)
                .record(duration);
        boolean ready = run.steps().readyToCompose();
        return result.answer() == null
                ? Uni.createFrom().item(ready)
                : answers.persist(AnswerEntity.of(
                                run.id, step.name, result.answer().toString()))
                        .replaceWith(ready);
    }

    private static String reason(AnalysisResult result) {
        String reason = result.reason();
        return reason == null || reason.isBlank() ? "the service gave no reason" : reason;
    }
}
