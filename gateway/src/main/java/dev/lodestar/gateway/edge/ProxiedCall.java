package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.audit.AuditLog;
import dev.lodestar.gateway.audit.domain.AuditEvent;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One call on its way to a service and back. */
final class ProxiedCall implements ProxyInterceptor {
    private static final Logger LOG = Logger.getLogger(ProxiedCall.class);

    private final ApiCall call;
    private final AuditLog audit;
    private final ProblemAnswer problems;
    private final GatewayMeters meters;
    private final Function<ApiCall, @Nullable GuardedBody> guard;
    private @Nullable GuardedBody body;
    private @Nullable GatewayProblem problem;

    ProxiedCall(
            ApiCall call,
            AuditLog audit,
            ProblemAnswer problems,
            GatewayMeters meters,
            Function<ApiCall, @Nullable GuardedBody> guard) {
        this.guard = guard;
        this.call = call;
        this.audit = audit;
        this.problems = problems;
        this.meters = meters;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ForwardedHeaders.request(context.request().headers(), call);
        GuardedBody guarded = guard.apply(call);
        if (guarded != null) {
            body = guarded;
            Body announced = context.request().getBody();
            context.request().setBody(Body.body(guarded, announced.length()));
        }
        return context.sendRequest().recover(failure -> Future.succeededFuture(unanswered(context, failure)));
    }

    private ProxyResponse unanswered(ProxyContext context, Throwable failure) {
        GatewayProblem cutOff = body == null ? null : body.problem();
        return cutOff == null ? unreachable(context, failure) : cutOff(context, cutOff);
    }

    private ProxyResponse cutOff(ProxyContext context, GatewayProblem reason) {
        UnreadBody.discard(call.context());
        return replace(context.request().release().response(), reason, null);
    }

    private ProxyResponse unreachable(ProxyContext context, Throwable failure) {
        String service = call.route().target().service();
        LOG.warnf("A service cannot be reached, service=%s request_id=%s cause=%s", service, call.id(), failure);
        ProxyResponse response = context.request().release().response();
        boolean late = failure instanceof TimeoutException;
        return replace(
                response,
                late ? GatewayProblem.SERVICE_TIMEOUT : GatewayProblem.SERVICE_UNAVAILABLE,
                service + (late ? " did not answer in time" : " cannot be reached"));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        if (body != null && body.problem() == null) {
            body.end();
        }
        ProxyResponse response = context.response();
        ForwardedHeaders.answer(response.headers());
        if (ForwardedHeaders.isPage(response.headers().get(HttpHeaders.CONTENT_TYPE))) {
            call.context().response().putHeader("Content-Security-Policy", SecurityHeaders.ARTEFACT_POLICY);
        }
        int status = response.getStatusCode();
        AuditEvent event =
                call.event(Action.API_CALL, Decision.ALLOWED, status, problem == null ? null : problem.code());
        return audit.append(event)
                .otherwise(unstored -> {
                    meters.refused(call, GatewayProblem.AUDIT_UNAVAILABLE);
                    replace(response.release(), GatewayProblem.AUDIT_UNAVAILABLE, null);
                    return null;
                })
                .compose(ignored -> {
                    meters.answered(call, response.getStatusCode());
                    return context.sendResponse();
                });
    }

    private ProxyResponse replace(ProxyResponse response, GatewayProblem code, @Nullable String detail) {
        problem = code;
        problems.headers(response.headers(), code);
        return response.setStatusCode(code.kind().status())
                .setStatusMessage(null)
                .setBody(Body.body(problems.body(code, detail)));
    }
}
