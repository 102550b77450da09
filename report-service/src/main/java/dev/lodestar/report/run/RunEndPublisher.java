package dev.lodestar.report.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.analysis.Requester;
import dev.lodestar.contracts.analysis.RunEnd;
import dev.lodestar.contracts.analysis.RunOutcome;
import dev.lodestar.contracts.analysis.StepOutcome;
import dev.lodestar.report.run.domain.RunSteps;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.kafka.Record;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Tells others how a run ended: the result of its last step, within the trace of the request that started it. */
@ApplicationScoped
@RegisterForReflection(targets = {AnalysisCommand.class, AnalysisResult.class, Requester.class, RunEnd.class})
class RunEndPublisher {
    private final MutinyEmitter<Record<String, byte[]>> results;
    private final ObjectMapper json;

    RunEndPublisher(@Channel("run-ends") MutinyEmitter<Record<String, byte[]>> results, ObjectMapper json) {
        this.results = results;
        this.json = json;
    }

    /** Publishes the end of a run that has ended; completes on the caller's context when the broker has acknowledged. */
    Uni<Void> publish(RunEntity run) {
        Record<String, byte[]> end = Record.of(run.id.toString(), AnalysisJson.write(result(run)));
        Metadata trace = Metadata.of(TracingMetadata.withCurrent(run.trace()));
        return results.sendMessage(Message.of(end, trace)).emitOn(MutinyHelper.executor(Vertx.currentContext()));
    }

    private AnalysisResult result(RunEntity run) {
        StepEntity report = run.step(RunSteps.REPORT);
        Instant finishedAt = Objects.requireNonNull(run.finishedAt, "a run that goes on has no end");
        boolean composed = report.reason == null;
        return new AnalysisResult(
                run.id.toString(),
                AnalysisStep.REPORT,
                composed ? StepOutcome.SUCCEEDED : StepOutcome.FAILED,
                report.reason,
                composed ? bundle(run) : null,
                finishedAt,
                report.durationMillis == null ? 0 : report.durationMillis,
                run.requestedBy,
                run.requester(),
                new RunEnd(outcome(run), finishedAt.toEpochMilli() - run.requestedAt.toEpochMilli()));
    }

    /** What is said of the bundle: what it lacks, and which ingest position its figures are as of. */
    private JsonNode bundle(RunEntity run) {
        ObjectNode bundle = json.createObjectNode();
        run.missing.lines().forEach(bundle.putArray("missing")::add);
        if (run.asOf != null) {
            bundle.set("as_of", parse(run.asOf));
        }
        return bundle;
    }

    private JsonNode parse(String asOf) {
        try {
            return json.readTree(asOf);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored position is not JSON", e);
        }
    }

    private static RunOutcome outcome(RunEntity run) {
        return switch (run.state()) {
            case SUCCEEDED -> RunOutcome.SUCCEEDED;
            case PARTIAL -> RunOutcome.PARTIAL;
            case FAILED -> RunOutcome.FAILED;
            case RUNNING -> throw new IllegalStateException("the run goes on");
        };
    }
}
