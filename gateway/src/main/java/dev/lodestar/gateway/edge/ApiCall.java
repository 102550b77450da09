package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.audit.domain.AuditEvent;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Actor;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.gateway.audit.domain.AuditEvent.Outcome;
import dev.lodestar.gateway.caller.Caller;
import dev.lodestar.gateway.routing.Route;
import dev.lodestar.gateway.routing.RouteMatch;
import dev.lodestar.kit.identity.UserAddress;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is known of a request while it passes through the gateway. Confined to the request's event loop. */
public final class ApiCall {
    private static final String KEY = ApiCall.class.getName();

    private final String id = UUID.randomUUID().toString();
    private final Instant at = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final RoutingContext context;
    private final UnaryOperator<String> userReference;
    private final @Nullable String traceId;
    private @Nullable String asOf;
    private Future<Void> noted = Future.succeededFuture();
    private @Nullable Caller caller;
    private RouteMatch.@Nullable Found match;

    private ApiCall(RoutingContext context, UnaryOperator<String> userReference) {
        this.context = context;
        this.userReference = userReference;
        SpanContext span = Span.current().getSpanContext();
        this.traceId = span.isValid() ? span.getTraceId() : null;
    }

    /**
     * Begins a call and ties it to its request.
     *
     * @param userReference what the audit log keeps of a user's clear id
     */
    static ApiCall begin(RoutingContext context, UnaryOperator<String> userReference) {
        ApiCall call = new ApiCall(context, userReference);
        context.put(KEY, call);
        return call;
    }

    /** The call of a request that has passed the first handler. */
    public static ApiCall of(RoutingContext context) {
        ApiCall call = context.get(KEY);
        if (call == null) {
            throw new IllegalStateException("the request has not passed the gateway's first handler");
        }
        return call;
    }

    static boolean isBegun(RoutingContext context) {
        return context.get(KEY) != null;
    }

    /** The request id, made here, never taken from outside. */
    public String id() {
        return id;
    }

    RoutingContext context() {
        return context;
    }

    /** Notes who calls. */
    public void by(Caller verified) {
        caller = verified;
    }

    /** Has the answer wait for an entry that is on its way. */
    public void notedBy(Future<Void> stored) {
        noted = stored;
    }

    /** Completes when no entry is on its way any more, and fails when one could not be stored. */
    Future<Void> noted() {
        return noted;
    }

    /** Notes the ingest position that the service says its answer covers. */
    void asOf(@Nullable String position) {
        asOf = position;
    }

    void to(RouteMatch.Found found) {
        match = found;
    }

    /** The verified caller. */
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("the caller is not authenticated");
        }
        return caller;
    }

    Route route() {
        if (match == null) {
            throw new IllegalStateException("no route is known yet");
        }
        return match.route();
    }

    /** Whether the caller is known and a route was found; what was refused before that is not. */
    boolean isAdmitted() {
        return caller != null && match != null;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** The peer's address. */
    String sourceAddress() {
        SocketAddress peer = context.request().remoteAddress();
        return peer == null || peer.hostAddress() == null ? "unknown" : peer.hostAddress();
    }

    /**
     * Whether a service and the audit log could take different users to be meant: several parameters that may carry a user's id, or one with the name of the
     * reference that the log keeps in its place.
     */
    boolean namesUsersAmbiguously() {
        long users = context.queryParams().names().stream()
                        .filter(UserAddress::isParameter)
                        .mapToLong(name -> context.queryParam(name).size())
                        .sum()
                + (match == null
                        ? 0
                        : match.parameters().keySet().stream()
                                .filter(UserAddress::isParameter)
                                .count());
        return users > 1 || context.queryParams().contains(AuditEvent.USER_REFERENCE);
    }

    /** The audit entry of this call, given how it ended. */
    public AuditEvent event(Action action, Decision decision, int status, @Nullable String code) {
        HttpServerRequest request = context.request();
        Actor actor = caller == null ? Actor.UNKNOWN : new Actor(caller.subject(), caller.client());
        return new AuditEvent(
                at,
                action,
                actor,
                new AuditEvent.Request(
                        id, sourceAddress(), request.method().name(), template(action), parameters(action), traceId),
                new Outcome(decision, status, code, elapsed().toNanos() / 1000, asOf));
    }

    private @Nullable String template(Action action) {
        if (action != Action.API_CALL) {
            return context.request().path();
        }
        return match == null ? null : match.route().template();
    }

    /** Path parameters and, where a route is known, query parameters; of repeated ones all values in their order. */
    private SortedMap<String, String> parameters(Action action) {
        SortedMap<String, String> parameters = new TreeMap<>();
        if (action == Action.API_CALL && match != null) {
            match.parameters().forEach((name, value) -> note(parameters, name, decoded(value)));
            context.queryParams().forEach(parameter -> note(parameters, parameter.getKey(), parameter.getValue()));
        }
        return parameters;
    }

    /** A user's clear id, in path or query, has a reference in its place, which no parameter of that name can stand for. */
    private void note(SortedMap<String, String> parameters, String name, String value) {
        if (UserAddress.isParameter(name)) {
            parameters.putIfAbsent(AuditEvent.USER_REFERENCE, userReference.apply(value));
        } else if (!name.equals(AuditEvent.USER_REFERENCE)) {
            parameters.merge(name, value, (before, next) -> before + ", " + next);
        }
    }

    /** A path's parameter as the service reads it; as sent where it cannot be decoded. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }
}
