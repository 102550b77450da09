package dev.lodestar.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.gateway.audit.domain.AuditEvent;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Actor;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.gateway.audit.domain.AuditEvent.Outcome;
import dev.lodestar.gateway.audit.domain.AuditEvent.Request;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log that takes no entries, because none may wait. */
class AuditLogTest {
    private static final int CONVERTER_PRIORITY = 300;

    private final Vertx vertx = Vertx.vertx();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            true  | GET    | ALLOWED | API_CALL  | fails
            true  | GET    | ALLOWED | PAGE_LOAD | fails
            false | GET    | ALLOWED | API_CALL  | passes
            false | HEAD   | ALLOWED | API_CALL  | passes
            false | GET    | ALLOWED | PAGE_LOAD | passes
            false | POST   | ALLOWED | API_CALL  | fails
            false | DELETE | ALLOWED | API_CALL  | fails
            false | GET    | REFUSED | API_CALL  | fails
            false | GET    | ALLOWED | LOGIN     | fails
            false | GET    | ALLOWED | LOGOUT    | fails
            """, delimiter = '|')
    void without_an_entry_only_reads_pass_and_only_where_a_setting_says_so(
            boolean required, String method, Decision decision, Action action, String what) {
        AuditEvent event = new AuditEvent(
                Instant.now(),
                action,
                Actor.UNKNOWN,
                new Request("id", "127.0.0.1", method, "/api/v1/funnel"),
                new Outcome(decision, 200, null, 1));

        boolean passes = log(required).append(event).succeeded();

        assertThat(passes).isEqualTo(what.equals("passes"));
        assertThat(meters.counter("lodestar.audit.lost").count()).isEqualTo(passes ? 1 : 0);
    }

    private AuditLog log(boolean required) {
        AuditConfig config = new SmallRyeConfigBuilder()
                .withMapping(AuditConfig.class)
                .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                .withDefaultValue("lodestar.audit.signing-key", "of no use here")
                .withDefaultValue("lodestar.audit.queue-limit", "0")
                .withDefaultValue("lodestar.audit.required-for-reads", Boolean.toString(required))
                .build()
                .getConfigMapping(AuditConfig.class);
        return new AuditLog(
                PgBuilder.pool()
                        .connectingTo(new PgConnectOptions())
                        .using(vertx)
                        .build(),
                vertx,
                config,
                meters);
    }
}
