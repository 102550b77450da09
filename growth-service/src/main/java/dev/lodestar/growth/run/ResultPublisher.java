package dev.lodestar.growth.run;

import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Publishes results; done when the broker has acknowledged, back on the caller's context. */
@ApplicationScoped
class ResultPublisher {

    private final MutinyEmitter<Record<String, byte[]>> results;

    ResultPublisher(@Channel("results-out") MutinyEmitter<Record<String, byte[]>> results) {
        this.results = results;
    }

    Uni<Void> publish(AnalysisResult result) {
        return results.send(Record.of(result.runId(), AnalysisJson.write(result)))
                .emitOn(MutinyHelper.executor(Vertx.currentContext()));
    }
}
