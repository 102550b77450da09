package dev.lodestar.report.run;

import dev.lodestar.contracts.analysis.Requester;
import dev.lodestar.kit.trace.TraceParent;
import dev.lodestar.report.run.domain.RunSpec;
import dev.lodestar.report.run.domain.RunState;
import dev.lodestar.report.run.domain.RunSteps;
import dev.lodestar.report.run.domain.StepState;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.jspecify.annotations.Nullable;

/** Row of {@code analysis_run}. */
@Entity
@Table(name = "analysis_run")
class RunEntity {
    @Id
    UUID id;

    @Column(name = "idempotency_key")
    @Nullable
    String idempotencyKey;

    @Column(name = "requested_by")
    String requestedBy;

    /** The provider's id of who started the run; null in runs of earlier versions. */
    @Column(name = "requester_subject")
    @Nullable
    String requesterSubject;

    @Column(name = "requester_client")
    @Nullable
    String requesterClient;

    /** Header of the trace of the request that started the run; null when it had none. */
    @Column(name = "trace_parent")
    @Nullable
    String traceParent;

    @Column(name = "requested_at")
    Instant requestedAt;

    @Column(name = "range_from")
    @Nullable
    LocalDate from;

    @Column(name = "range_to")
    @Nullable
    LocalDate to;

    @Nullable
    String segment;

    /** Names separated by commas; empty for all. */
    String levers;

    int months;
    long seed;

    /** {@code partition:offset} pairs separated by commas; null until the barriers are written. */
    @Nullable
    String barrier;

    @Column(name = "acquisition_offset")
    @Nullable
    Long acquisitionOffset;

    @Column(name = "claimed_until")
    @Nullable
    Instant claimedUntil;

    @Column(name = "compose_attempts")
    int composeAttempts;

    /** Whether the bundle has everything it promises. */
    boolean complete;

    /** What is missing from the bundle, one sentence a line; empty when nothing is. */
    String missing;

    /** The ingest position of the figures, JSON as answers have it; null until the bundle is composed, and where no answer names one. */
    @Column(name = "as_of")
    @Nullable
    String asOf;

    /** The schedule that started the run; null where somebody did, and once the schedule is deleted. */
    @Column(name = "schedule_id")
    @Nullable
    UUID scheduleId;

    @Column(name = "finished_at")
    @Nullable
    Instant finishedAt;

    /** When the broker had acknowledged the end of the run; null until then. */
    @Column(name = "end_published_at")
    @Nullable
    Instant endPublishedAt;

    @OneToMany(cascade = CascadeType.ALL, fetch = FetchType.EAGER, mappedBy = "run")
    @Fetch(FetchMode.SUBSELECT)
    @OrderBy("position")
    List<StepEntity> steps = new ArrayList<>();

    static RunEntity of(UUID id, RunSpec spec, RunSteps steps, RunCaller caller, Instant requestedAt) {
        RunEntity run = new RunEntity();
        run.id = id;
        run.requestedBy = caller.name();
        run.requesterSubject = caller.subject();
        run.requesterClient = caller.client();
        run.traceParent = caller.traceParent();
        run.requestedAt = requestedAt;
        run.from = spec.from();
        run.to = spec.to();
        run.segment = spec.segment();
        run.levers = String.join(",", spec.levers());
        run.months = spec.months();
        run.seed = spec.seed();
        run.missing = "";
        steps.states().forEach((name, state) -> run.steps.add(StepEntity.of(run, name, state)));
        return run;
    }

    /** Who started the run, by id; null in runs of earlier versions. */
    @Nullable
    Requester requester() {
        return requesterSubject == null ? null : new Requester(requesterSubject, requesterClient);
    }

    RunSpec spec() {
        return new RunSpec(from, to, segment, levers.isEmpty() ? List.of() : List.of(levers.split(",")), months, seed);
    }

    RunSteps steps() {
        SequencedMap<String, StepState> states = new LinkedHashMap<>();
        steps.forEach(step -> states.put(step.name, step.toDomain()));
        return new RunSteps(states);
    }

    StepEntity step(String name) {
        return steps.stream()
                .filter(step -> step.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a run has no step named " + name));
    }

    /**
     * How the run stands. Its steps are read by a later statement than its own row and may have ended meanwhile: until the row says so too, the
     * run has not.
     */
    RunState state() {
        return finishedAt == null ? RunState.RUNNING : steps().state(complete);
    }

    /** Where the run cuts the topics; only once the barriers are written. */
    BarrierWriter.@Nullable Position position() {
        if (barrier == null || acquisitionOffset == null) {
            return null;
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String pair : barrier.split(",")) {
            int colon = pair.indexOf(':');
            offsets.put(Integer.valueOf(pair.substring(0, colon)), Long.valueOf(pair.substring(colon + 1)));
        }
        return new BarrierWriter.Position(offsets, acquisitionOffset);
    }

    /** Keeps where the barriers are, so that a command that is published again names the same. */
    void cutAt(BarrierWriter.Position position) {
        barrier = position.barrier().entrySet().stream()
                .map(offset -> offset.getKey() + ":" + offset.getValue())
                .collect(Collectors.joining(","));
        acquisitionOffset = position.acquisitionOffset();
    }

    /** Every pending step but the report is asked for now. */
    void dispatched(Instant at) {
        for (StepEntity step : steps) {
            if (!step.name.equals(RunSteps.REPORT) && step.toDomain() instanceof StepState.Pending pending) {
                step.moveTo(pending.start(at));
            }
        }
    }

    /** The report is being composed; counts the attempt. False, and nothing moves, when the report has ended already. */
    boolean beginReport(Instant at) {
        StepState.Running running = reporting(at);
        if (running == null) {
            return false;
        }
        composeAttempts++;
        step(RunSteps.REPORT).moveTo(running);
        return true;
    }

    /** The report as a step that runs, at the latest since then; null when it has ended. */
    StepState.@Nullable Running reporting(Instant at) {
        return switch (step(RunSteps.REPORT).toDomain()) {
            case StepState.Pending pending -> pending.start(at);
            case StepState.Running already -> already;
            case StepState.Ended ignored -> null;
        };
    }

    /** The run has ended with this state of its report. */
    void finish(StepState.Ended report, List<String> lacking) {
        step(RunSteps.REPORT).moveTo(report);
        complete = lacking.isEmpty();
        missing = lacking.stream().map(line -> line.replace('\n', ' ')).collect(Collectors.joining("\n"));
        finishedAt = report.finishedAt();
        claimedUntil = null;
    }

    /** The trace that everything of the run belongs to; none of its own where nobody's request began it. */
    Context trace() {
        return traceParent == null ? Context.root() : Context.root().with(Span.wrap(TraceParent.read(traceParent)));
    }
}
