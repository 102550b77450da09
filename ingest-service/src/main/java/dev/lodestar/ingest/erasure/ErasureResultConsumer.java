package dev.lodestar.ingest.erasure;

import dev.lodestar.contracts.erasure.ErasureJson;
import dev.lodestar.contracts.erasure.ErasureResult;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes services' counts off their topic. One that cannot be written is let go: the service is asked again. */
@ApplicationScoped
class ErasureResultConsumer {
    private static final Logger LOG = Logger.getLogger(ErasureResultConsumer.class);

    private final StoreCounts counts;

    ErasureResultConsumer(StoreCounts counts) {
        this.counts = counts;
    }

    @Incoming("erasure-results")
    Uni<Void> on(byte[] json) {
        ErasureResult result;
        try {
            result = ErasureJson.readResult(json);
        } catch (UnreadableRecordException e) {
            LOG.error("A count of an erasure cannot be read and is passed over", e);
            return Uni.createFrom().voidItem();
        }
        return write(result)
                .onFailure()
                .invoke(failure ->
                        LOG.warnf(failure, "A count of an erasure cannot be written erasure=%s", result.erasureId()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> write(ErasureResult result) {
        return switch (result.phase()) {
            case COUNT -> counts.found(result.erasureId(), result.service(), result.rows());
            case VERIFY ->
                counts.remaining(
                        result.erasureId(), result.service(), result.rows(), result.endOffset(), result.countedAt());
        };
    }
}
