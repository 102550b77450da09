package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.audit.AuditKeys;
import dev.lodestar.gateway.caller.SessionTenant;
import dev.lodestar.gateway.routing.RequestPath;
import dev.lodestar.kit.problem.CommonProblem;
import io.opentelemetry.api.trace.Span;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Before everything else, authentication too: the request id, the headers of every answer, and no address that can be read in two ways or none. */
@ApplicationScoped
class FirstHandler {
    private static final Logger LOG = Logger.getLogger(FirstHandler.class);
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
        router.route().order(BEFORE_AUTHENTICATION).handler(this::handle).failureHandler(this::fail);
    }

    /** What fails outside of a resource, also before any handler. A login's redirects are failures to the platform, which answers them. */
    private void fail(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof AuthenticationFailedException && isPage(context) && SessionTenant.bySession(context)) {
            login(context);
            return;
        }
        boolean login = failure instanceof SecurityException || failure instanceof AuthenticationRedirectException;
        if (login || context.response().headWritten()) {
            context.next();
            return;
        }
        ApiCall call = ApiCall.isBegun(context) ? ApiCall.of(context) : begin(context);
        if (context.statusCode() >= 500) {
            LOG.errorf(failure, "Unexpected failure, request_id=%s", call.id());
            refusals.refuse(
                    call, CommonProblem.INTERNAL_ERROR, "The cause is in the gateway's log under the request id");
        } else {
            refusals.refuse(call, CommonProblem.ofStatus(context.statusCode()), null);
        }
    }

    /** A session whose tokens the provider does not renew any more is over: its cookies go, and the person is asked to log in. */
    private static void login(RoutingContext context) {
        HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
        authenticator
                .sendChallenge(context)
                .subscribe()
                .with(
                        asked -> {
                            if (!context.response().ended()) {
                                context.response().end();
                            }
                        },
                        context::fail);
    }

    private static boolean isPage(RoutingContext context) {
        String path = context.request().path();
        return path != null && !path.startsWith("/api");
    }

    private void handle(RoutingContext context) {
        ApiCall call = begin(context);
        String path = context.request().path();
        if (path == null || !RequestPath.isPlain(path)) {
            refusals.refuse(call, GatewayProblem.AMBIGUOUS_PATH, null);
        } else if (!RequestPath.isDecodable(context.request().query())) {
            refusals.refuse(call, GatewayProblem.UNREADABLE_QUERY, "Encode each value as UTF-8, a percent sign as %25");
        } else {
            context.next();
        }
    }

    private ApiCall begin(RoutingContext context) {
        ApiCall call = ApiCall.begin(context, keys::reference);
        HttpServerResponse response = context.response();
        SecurityHeaders.common(response.headers());
        if (context.request().isSSL()) {
            HostCookies.translate(context);
            response.putHeader("Strict-Transport-Security", SecurityHeaders.TLS_ONLY);
        }
        response.putHeader("X-Request-Id", call.id());
        Span.current().setAttribute(REQUEST_ID, call.id());
        response.putHeader(
                "Content-Security-Policy", isPage(context) ? SecurityHeaders.PAGE_POLICY : SecurityHeaders.DATA_POLICY);
        return call;
    }
}
