package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.audit.AuditLog;
import dev.lodestar.gateway.audit.domain.AuditEvent;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Actor;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.gateway.audit.domain.AuditEvent.Outcome;
import dev.lodestar.kit.problem.CommonProblem;
import dev.lodestar.kit.problem.ProblemCode;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.VertxMetricsFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.util.UUID;

/**
 * Answers what is no HTTP, or has too long a head, with a problem and an audit entry like any other refusal, and closes the connection. Such a request never gets to
 * a router, and the platform offers no place to say what becomes of it: it is caught where its beginning is measured ({@link WatchedMetrics}). On HTTP/2 the protocol's own
 * answer is the end of the stream.
 */
@ApplicationScoped
class UnparsableRequests implements VertxOptionsCustomizer {
    /** The method of a request that has none that could be read, in its audit entry. */
    private static final String NO_METHOD = "UNPARSABLE";

    private final Instance<AuditLog> audit;
    private final Instance<ProblemAnswer> problems;

    /** Takes its needs lazily: it is asked before there is a database or an event loop. */
    UnparsableRequests(Instance<AuditLog> audit, Instance<ProblemAnswer> problems) {
        this.audit = audit;
        this.problems = problems;
    }

    @Override
    public void accept(VertxOptions options) {
        MetricsOptions metrics = options.getMetricsOptions();
        VertxMetricsFactory factory = metrics.getFactory();
        if (!metrics.isEnabled() || factory == null) {
            throw new IllegalStateException("unparsable requests are caught by the meters, and there are none");
        }
        options.setMetricsOptions(new MetricsOptions()
                .setEnabled(true)
                .setFactory(given -> new WatchedMetrics(factory.metrics(given), this::answer)));
    }

    private void answer(HttpServerRequest request) {
        long startedNanos = System.nanoTime();
        ProblemCode code = code(request.decoderResult().cause());
        String id = UUID.randomUUID().toString();
        HttpServerResponse response = request.response();
        SecurityHeaders.common(response.headers());
        response.putHeader("Content-Security-Policy", SecurityHeaders.DATA_POLICY)
                .putHeader("X-Request-Id", id)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        AuditEvent event = new AuditEvent(
                Instant.now(),
                Action.API_CALL,
                Actor.UNKNOWN,
                new AuditEvent.Request(id, address(request), NO_METHOD, null),
                new Outcome(
                        Decision.REFUSED,
                        code.kind().status(),
                        code.code(),
                        (System.nanoTime() - startedNanos) / 1000));
        audit.get()
                .append(event)
                .onSuccess(stored -> problems.get().end(response, code, null))
                .onFailure(unstored -> problems.get().end(response, GatewayProblem.AUDIT_UNAVAILABLE, null))
                .onComplete(answered -> request.connection().close());
    }

    private static ProblemCode code(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line -> GatewayProblem.ADDRESS_TOO_LONG;
            case TooLongHttpHeaderException header -> GatewayProblem.HEADERS_TOO_LARGE;
            default -> CommonProblem.MALFORMED_REQUEST;
        };
    }

    private static String address(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        return peer == null || peer.hostAddress() == null ? "unknown" : peer.hostAddress();
    }
}
