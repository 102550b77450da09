package dev.lodestar.host.analysis;

import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Puts results on their topic, keyed by run, and waits for the broker's acknowledgement. */
@ApplicationScoped
class AnalysisResultPublisher {
    private final Emitter<Record<String, byte[]>> results;

    AnalysisResultPublisher(@Channel("analysis-results") Emitter<Record<String, byte[]>> results) {
        this.results = results;
    }

    /** Fails when the broker does not take the result within the producer's delivery timeout; the command then comes again. */
    void publish(AnalysisResult result) {
        results.send(Record.of(result.runId(), AnalysisJson.write(result)))
                .toCompletableFuture()
                .join();
    }
}
