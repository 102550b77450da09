package dev.lodestar.report.note;

import dev.lodestar.contracts.alert.AlertAction;
import dev.lodestar.contracts.alert.AlertJson;
import dev.lodestar.contracts.alert.AlertNote;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Where notes go. Made with the first of them: while the service starts there is no channel yet. */
@ApplicationScoped
@RegisterForReflection(targets = {AlertNote.class, AlertNote.Notification.class, AlertAction.class})
class NoteTopic {
    private final MutinyEmitter<Record<String, byte[]>> alerts;

    NoteTopic(@Channel("alert-notes") MutinyEmitter<Record<String, byte[]>> alerts) {
        this.alerts = alerts;
    }

    /** Completes on the caller's context when the broker has acknowledged. */
    Uni<Void> publish(AlertNote note) {
        return alerts.sendMessage(Message.of(Record.of(note.alertId().toString(), AlertJson.write(note))))
                .emitOn(MutinyHelper.executor(Vertx.currentContext()));
    }
}
