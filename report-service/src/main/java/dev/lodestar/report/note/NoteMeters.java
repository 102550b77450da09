package dev.lodestar.report.note;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** How many notes are not published yet. All replicas show the same, the database's, so a maximum over them is the number. */
@Startup
@ApplicationScoped
class NoteMeters {
    private final Pool database;
    private volatile long waiting;

    NoteMeters(MeterRegistry meters, Pool database) {
        this.database = database;
        Gauge.builder("lodestar.alert.notes.waiting", this, own -> own.waiting)
                .description("Notes for the audit log that are not published yet")
                .register(meters);
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> count() {
        return database.query("select count(*) from alert_note")
                .execute()
                .invoke(rows -> waiting = rows.iterator().next().getLong(0))
                .replaceWithVoid();
    }
}
