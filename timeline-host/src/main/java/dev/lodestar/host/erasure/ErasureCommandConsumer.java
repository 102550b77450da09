package dev.lodestar.host.erasure;

import dev.lodestar.contracts.erasure.ErasureCommand;
import dev.lodestar.contracts.erasure.ErasureJson;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes commands off their topic. One that cannot be answered now is let go: who asked asks again. */
@ApplicationScoped
class ErasureCommandConsumer {
    private static final Logger LOG = Logger.getLogger(ErasureCommandConsumer.class);

    private final ErasedUser erasedUser;
    private final ErasureResultPublisher results;

    ErasureCommandConsumer(ErasedUser erasedUser, ErasureResultPublisher results) {
        this.erasedUser = erasedUser;
        this.results = results;
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
            results.publish(erasedUser.answer(command));
        } catch (RuntimeException e) {
            LOG.warnf(e, "An erasure's command has no answer now erasure=%s", command.erasureId());
        }
    }
}
