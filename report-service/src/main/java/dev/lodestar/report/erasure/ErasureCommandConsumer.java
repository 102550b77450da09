package dev.lodestar.report.erasure;

import dev.lodestar.contracts.erasure.ErasureCommand;
import dev.lodestar.contracts.erasure.ErasureJson;
import dev.lodestar.contracts.erasure.ErasurePhase;
import dev.lodestar.contracts.erasure.ErasureResult;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import dev.lodestar.report.artifact.UsersInBundles;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes commands off their topic and answers them. One that cannot be answered now is let go: who asked asks again. */
@ApplicationScoped
class ErasureCommandConsumer {
    private static final Logger LOG = Logger.getLogger(ErasureCommandConsumer.class);
    private static final String SERVICE = "report-service";
    private static final String STORE = "bundle_rows";

    private final UsersInBundles bundles;
    private final Emitter<Record<String, byte[]>> results;
    private final Clock clock;

    ErasureCommandConsumer(
            UsersInBundles bundles, @Channel("erasure-results") Emitter<Record<String, byte[]>> results, Clock clock) {
        this.bundles = bundles;
        this.results = results;
        this.clock = clock;
    }

    @Incoming("erasure-commands")
    @Blocking
    void on(byte[] json) {
        ErasureCommand command;
        try {
            command = ErasureJson.readCommand(json);
        } catch (UnreadableRecordException e) {
            LOG.error("A command of an erasure cannot be read and is passed over", e);
            return;
        }
        try {
            answer(command);
        } catch (RuntimeException e) {
            LOG.warnf(e, "An erasure's command has no answer now erasure=%s", command.erasureId());
        }
    }

    private void answer(ErasureCommand command) {
        if (command.phase() == ErasurePhase.VERIFY) {
            bundles.remove(command.user());
        }
        ErasureResult result = new ErasureResult(
                command.erasureId(),
                command.phase(),
                command.endOffset(),
                SERVICE,
                Map.of(STORE, bundles.rowsOf(command.user())),
                clock.instant());
        results.send(Record.of(command.erasureId().toString(), ErasureJson.write(result)))
                .toCompletableFuture()
                .join();
    }
}
