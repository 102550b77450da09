package dev.lodestar.ingest.erasure;

import dev.lodestar.contracts.erasure.ErasureCommand;
import dev.lodestar.contracts.erasure.ErasureJson;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Puts commands on their topic, keyed by erasure. */
@ApplicationScoped
class ErasureCommandPublisher {
    private final MutinyEmitter<Record<String, byte[]>> commands;

    ErasureCommandPublisher(@Channel("erasure-commands") MutinyEmitter<Record<String, byte[]>> commands) {
        this.commands = commands;
    }

    /** Returns when the broker has the command. */
    void publish(ErasureCommand command, Duration timeout) {
        Uni<Void> sent = commands.send(Record.of(command.erasureId().toString(), ErasureJson.write(command)));
        sent.await().atMost(timeout);
    }
}
