package dev.lodestar.report.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as readers see it.
 *
 * @param state running, succeeded, partial or failed
 * @param missing what a partial run's bundle lacks, a sentence each
 */
record RunResponse(
        UUID id,
        String state,
        Instant requestedAt,
        String requestedBy,
        @Nullable Instant finishedAt,
        @Nullable Long durationMillis,
        Request request,
        List<Step> steps,
        List<String> missing,
        Links links) {
    /** What was asked for, defaults filled in; null where the data decide. */
    record Request(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String segment,
            List<String> levers,
            int months,
            long seed) {}

    /** One step; {@code durationMillis} is the time its service spent on it. */
    record Step(
            String step,
            String service,
            String state,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Long durationMillis,
            @Nullable String reason) {}

    /** Addresses of what belongs to the run. */
    record Links(String self, String events, String artifacts, String bundle) {
        static Links of(UUID id) {
            String self = RunResource.PATH + "/runs/" + id;
            return new Links(self, self + "/events", self + "/artifacts", self + "/bundle.zip");
        }
    }

    static RunResponse from(RunEntity run) {
        return new RunResponse(
                run.id,
                run.state().wireName(),
                run.requestedAt,
                run.requestedBy,
                run.finishedAt,
                run.finishedAt == null ? null : run.finishedAt.toEpochMilli() - run.requestedAt.toEpochMilli(),
                new Request(run.from, run.to, run.segment, run.spec().levers(), run.months, run.seed),
                run.steps.stream().map(RunResponse::step).toList(),
                run.missing.isEmpty() ? List.of() : run.missing.lines().toList(),
                Links.of(run.id));
    }

    private static Step step(StepEntity step) {
        return new Step(
                step.name,
                step.service(),
                step.state,
                step.startedAt,
                step.finishedAt,
                step.durationMillis,
                step.reason);
    }
}
