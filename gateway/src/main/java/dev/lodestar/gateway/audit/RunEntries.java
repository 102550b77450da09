package dev.lodestar.gateway.audit;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.analysis.Requester;
import dev.lodestar.contracts.analysis.RunEnd;
import dev.lodestar.contracts.analysis.RunOutcome;
import dev.lodestar.contracts.analysis.StepEnd;
import dev.lodestar.contracts.analysis.StepOutcome;
import dev.lodestar.gateway.audit.domain.AuditEvent;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Actor;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.gateway.audit.domain.AuditEvent.Outcome;
import dev.lodestar.kit.trace.TraceParent;
import dev.lodestar.kit.wire.PositionHeader;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What the audit log says of analysis runs, which go on without a caller: that a run was started, by whom, once for all its commands; of each step how it ended; and how the
 * run ended, with the result of its last step. In place of an address an entry has the record that it is drawn from, {@code topic-partition@offset}, and as its request id
 * the run's.
 */
@RegisterForReflection(
        targets = {
            AnalysisCommand.class,
            StepEnd.class,
            StepEnd.Covering.class,
            StepEnd.Position.class,
            Requester.class,
            RunEnd.class
        })
final class RunEntries {
    private static final String ROUTE = "/api/v1/analysis/runs/{id}";

    private static final Set<String> OF_EACH_RECORD =
            Set.of(Action.RUN_STEP.wireName(), Action.ALERT_REPEATED.wireName());

    /** A run has a command for each of its steps; this one stands for all. */
    private static final AnalysisStep FIRST = AnalysisStep.values()[0];

    private RunEntries() {}

    /** The entry of a command; empty for all commands of a run but one. */
    static Optional<AuditEvent> started(ConsumerRecord<String, byte[]> record) {
        AnalysisCommand command = AnalysisJson.readCommand(record.value());
        if (command.step() != FIRST) {
            return Optional.empty();
        }
        return Optional.of(new AuditEvent(
                command.requestedAt(),
                Action.RUN_STARTED,
                actor(command.requester(), command.requestedBy()),
                request(record, "COMMAND", command.runId(), Map.of()),
                new Outcome(Decision.ALLOWED, 202, null, 0)));
    }

    /** The entry of a result: of the last step, which ends the run, how the run ended, and of another how the step did. */
    static AuditEvent ended(ConsumerRecord<String, byte[]> record) {
        StepEnd end = AnalysisJson.readEnd(record.value());
        RunEnd run = end.run();
        return run == null ? step(record, end) : run(record, end, run);
    }

    private static AuditEvent step(ConsumerRecord<String, byte[]> record, StepEnd end) {
        Map<String, String> step = Map.of(
                "step", end.step().wireName(),
                "service", end.step().service(),
                "outcome", end.outcome().wireName());
        return new AuditEvent(
                end.computedAt(),
                Action.RUN_STEP,
                actor(end.requester(), end.requestedBy()),
                request(record, "RESULT", end.runId(), step),
                new Outcome(
                        Decision.ALLOWED,
                        status(end.outcome()),
                        code(end.outcome()),
                        end.durationMillis() * 1000,
                        asOf(end)));
    }

    private static AuditEvent run(ConsumerRecord<String, byte[]> record, StepEnd end, RunEnd run) {
        return new AuditEvent(
                end.computedAt(),
                Action.RUN_FINISHED,
                actor(end.requester(), end.requestedBy()),
                request(
                        record,
                        "RESULT",
                        end.runId(),
                        Map.of("outcome", run.outcome().wireName())),
                new Outcome(
                        Decision.ALLOWED,
                        status(run.outcome()),
                        code(run.outcome()),
                        run.durationMillis() * 1000,
                        asOf(end)));
    }

    /**
     * What two entries share when they say the same, so that one of them will do: a run starts and ends once, however often that is told, an alert and a notification too, and
     * a step has an entry for each record of its result, as an alert has for each of being told again.
     */
    static String identity(AuditEvent entry) {
        return identity(
                entry.action().wireName(), entry.request().id(), entry.request().sourceAddress());
    }

    /** The same of an entry's columns. */
    static String identity(String action, String id, String record) {
        return action + " " + id + (OF_EACH_RECORD.contains(action) ? " " + record : "");
    }

    /** By the provider's id; by name where a record of an earlier version tells no more. */
    private static Actor actor(@Nullable Requester requester, @Nullable String name) {
        return requester == null ? new Actor(name, null) : new Actor(requester.subject(), requester.client());
    }

    private static @Nullable String asOf(StepEnd end) {
        StepEnd.Position position = end.asOf();
        return position == null ? null : text(position);
    }

    private static AuditEvent.Request request(
            ConsumerRecord<String, byte[]> record, String method, String runId, Map<String, String> step) {
        TreeMap<String, String> parameters = new TreeMap<>(step);
        parameters.put("id", runId);
        return new AuditEvent.Request(runId, source(record), method, ROUTE, parameters, traceId(record));
    }

    /** Stands in place of an address. */
    static String source(ConsumerRecord<String, byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    static @Nullable String traceId(ConsumerRecord<String, byte[]> record) {
        Header header = record.headers().lastHeader(TraceParent.NAME);
        if (header == null) {
            return null;
        }
        SpanContext span = TraceParent.read(new String(header.value(), StandardCharsets.US_ASCII));
        return span.isValid() ? span.getTraceId() : null;
    }

    private static String text(StepEnd.Position position) {
        Map<String, Long> partitions = position.partitions();
        return PositionHeader.value(position.time(), partitions == null ? Map.of() : partitions);
    }

    private static int status(StepOutcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> 200;
            case SKIPPED -> 204;
            case FAILED -> 500;
        };
    }

    private static @Nullable String code(StepOutcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> null;
            case SKIPPED -> "step_skipped";
            case FAILED -> "step_failed";
        };
    }

    private static int status(RunOutcome outcome) {
        return switch (outcome) {
            case SUCCEEDED, PARTIAL -> 200;
            case FAILED -> 500;
        };
    }

    private static @Nullable String code(RunOutcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> null;
            case PARTIAL -> "run_partial";
            case FAILED -> "run_failed";
        };
    }
}
