package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.audit.AuditKeys;
import dev.lodestar.gateway.routing.RequestPath;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Before everything else, authentication too: the request id, the headers of every answer, and no path that can be read in two ways. */
@ApplicationScoped
class FirstHandler {
    private static final int BEFORE_AUTHENTICATION = -10_000;

    /** Leads from an entry of the audit log, which keeps the id, to the request's trace. */
    private static final String REQUEST_ID = "lodestar.request_id";

    private final Refusals refusals;
    private final AuditKeys keys;

    FirstHandler(Refusals refusals, AuditKeys keys) {
        this.refusals = refusals;
        this.keys = keys;
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_AUTHENTICATION).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        ApiCall call = ApiCall.begin(context, keys::reference);
        HttpServerResponse response = context.response();
        SecurityHeaders.common(response.headers());
        if (context.request().isSSL()) {
            response.putHeader("Strict-Transport-Security", SecurityHeaders.TLS_ONLY);
        }
        response.putHeader("X-Request-Id", call.id());
        Span.current().setAttribute(REQUEST_ID, call.id());
        String path = context.request().path();
        boolean page = path != null && !path.startsWith("/api");
        response.putHeader("Content-Security-Policy", page ? SecurityHeaders.PAGE_POLICY : SecurityHeaders.DATA_POLICY);
        if (path != null && RequestPath.isPlain(path)) {
            context.next();
        } else {
            refusals.refuse(call, GatewayProblem.AMBIGUOUS_PATH, null);
        }
    }
}
