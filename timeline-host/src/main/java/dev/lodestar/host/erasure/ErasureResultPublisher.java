package dev.lodestar.host.erasure;

import dev.lodestar.contracts.erasure.ErasureJson;
import dev.lodestar.contracts.erasure.ErasureResult;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Puts results on their topic, keyed by erasure, and waits for the broker's acknowledgement. */
@ApplicationScoped
class ErasureResultPublisher {
    private final Emitter<Record<String, byte[]>> results;

    ErasureResultPublisher(@Channel("erasure-results") Emitter<Record<String, byte[]>> results) {
        this.results = results;
    }

    void publish(ErasureResult result) {
        results.send(Record.of(result.erasureId().toString(), ErasureJson.write(result)))
                .toCompletableFuture()
                .join();
    }
}
