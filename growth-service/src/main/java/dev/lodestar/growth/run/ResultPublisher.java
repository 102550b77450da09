package dev.lodestar.growth.run;

import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.kit.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.kafka.Record;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jspecify.annotations.Nullable;

/** Publishes results, within the traces of their commands; done when the broker has acknowledged, back on the caller's context. */
@ApplicationScoped
class ResultPublisher {

    private final MutinyEmitter<Record<String, byte[]>> results;

    ResultPublisher(@Channel("results-out") MutinyEmitter<Record<String, byte[]>> results) {
        this.results = results;
    }

    /** @param traceParent the header of the command's trace; null when it had none */
    Uni<Void> publish(AnalysisResult result, @Nullable String traceParent) {
        Record<String, byte[]> answer = Record.of(result.runId(), AnalysisJson.write(result));
        Context trace =
                traceParent == null ? Context.current() : Context.root().with(Span.wrap(TraceParent.read(traceParent)));
        return results.sendMessage(Message.of(answer, Metadata.of(TracingMetadata.withCurrent(trace))))
                .emitOn(MutinyHelper.executor(Vertx.currentContext()));
    }
}
