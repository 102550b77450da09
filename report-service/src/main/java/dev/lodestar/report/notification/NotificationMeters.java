package dev.lodestar.report.notification;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;

/**
 * How many notifications are due and nobody has taken: none for longer than a moment where senders are at work. All replicas show the same, the database's, so a maximum
 * over them is the number.
 */
@Startup
@ApplicationScoped
class NotificationMeters {
    private final Pool database;
    private final Clock clock;
    private volatile long due;

    NotificationMeters(MeterRegistry meters, Pool database, Clock clock) {
        this.database = database;
        this.clock = clock;
        Gauge.builder("lodestar.notification.due", this, own -> own.due)
                .description("Notifications that are due and not taken")
                .register(meters);
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> count() {
        return database.preparedQuery("select count(*) from notification where state = 'pending' and due_at <= $1")
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
                .invoke(rows -> due = rows.iterator().next().getLong(0))
                .replaceWithVoid();
    }
}
