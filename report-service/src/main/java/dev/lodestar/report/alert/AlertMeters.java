package dev.lodestar.report.alert;

import dev.lodestar.report.alert.domain.RuleKind;
import dev.lodestar.report.alert.domain.Severity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** How many alerts fire, by kind and severity. All replicas show the same, the database's, so a maximum over them is the number. */
@Startup
@ApplicationScoped
class AlertMeters {
    private static final String FIRING = """
            select kind, severity, count(*) as alerts from alert where state = 'firing' group by kind, severity
            """;

    private final Pool database;
    private volatile Map<String, Long> firing = Map.of();

    AlertMeters(MeterRegistry meters, Pool database) {
        this.database = database;
        for (RuleKind kind : RuleKind.values()) {
            for (Severity severity : Severity.values()) {
                String of = kind.wireName() + " " + severity.wireName();
                Gauge.builder("lodestar.alert.firing", this, own -> own.firing.getOrDefault(of, 0L))
                        .description("Alerts that fire")
                        .tag("kind", kind.wireName())
                        .tag("severity", severity.wireName())
                        .register(meters);
            }
        }
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> count() {
        return database.query(FIRING).execute().invoke(this::take).replaceWithVoid();
    }

    private void take(RowSet<Row> rows) {
        Map<String, Long> counted = new HashMap<>();
        for (Row row : rows) {
            counted.put(row.getString("kind") + " " + row.getString("severity"), row.getLong("alerts"));
        }
        firing = Map.copyOf(counted);
    }
}
