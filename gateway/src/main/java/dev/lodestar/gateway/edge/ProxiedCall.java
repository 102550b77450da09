package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.audit.AuditLog;
import dev.lodestar.gateway.audit.domain.AuditEvent;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.kit.problem.Kind;
import dev.lodestar.kit.problem.Problem;
import dev.lodestar.kit.wire.PositionHeader;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One call on its way to a service and back. */
final class ProxiedCall implements ProxyInterceptor {
    /** The service has answered by then: only the answer is held back. */
    private static final String WITHHELD =
            "The answer is withheld; what was asked for may have been done. Send it again later, with the same ids or Idempotency-Key, and it"
                    + " counts once.";

    private static final Logger LOG = Logger.getLogger(ProxiedCall.class);

    private final ApiCall call;
    private final Outages outages;
    private final AuditLog audit;
    private final ProblemAnswer problems;
    private final GatewayMeters meters;
    private final Function<ApiCall, @Nullable GuardedBody> guard;
    private @Nullable GuardedBody body;
    private @Nullable GatewayProblem problem;
    private boolean left;

    ProxiedCall(
            ApiCall call,
            Outages outages,
            AuditLog audit,
            ProblemAnswer problems,
            GatewayMeters meters,
            Function<ApiCall, @Nullable GuardedBody> guard) {
        this.guard = guard;
        this.call = call;
        this.outages = outages;
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
            // Until there is a connection to the service, the client is not the one that keeps silent.
            guarded.pause();
            Body announced = context.request().getBody();
            context.request().setBody(Body.body(guarded, announced.length()));
        }
        return send(context).recover(failure -> Future.succeededFuture(unanswered(context, failure)));
    }

    /** Notes that there is a connection: from here on, bytes of the request may have reached the service. */
    void leaves() {
        left = true;
    }

    /** Sends the request, and again while its service is being replaced and nothing can be done twice by it. */
    private Future<ProxyResponse> send(ProxyContext context) {
        left = false;
        return context.sendRequest().transform(sent -> {
            if (sent.succeeded() && !isStopping(sent.result())) {
                outages.over(call.route().target());
                return Future.succeededFuture(sent.result());
            }
            return wait(context, sent)
                    .map(pause -> pause.compose(due -> send(context)))
                    .orElseGet(() -> sent.succeeded()
                            ? Future.succeededFuture(sent.result())
                            : Future.failedFuture(sent.cause()));
        });
    }

    private Optional<Future<Void>> wait(ProxyContext context, AsyncResult<ProxyResponse> sent) {
        boolean gone = call.context().response().closed();
        boolean cutOff = body != null && body.problem() != null;
        if (gone || cutOff || (sent.failed() && !isOutage(sent.cause())) || (left && !isRepeatable())) {
            return Optional.empty();
        }
        Optional<Future<Void>> pause = outages.again(call.route().target(), call.elapsed());
        if (pause.isPresent() && sent.succeeded()) {
            sent.result().release();
        }
        if (pause.isPresent() && left) {
            // Its end has been read: there is nothing to send a second time.
            context.request().setBody(null);
        }
        return pause;
    }

    private boolean isRepeatable() {
        HttpMethod method = call.context().request().method();
        return body == null && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
    }

    /** A service that thinks for too long, or is asked by too many at once, is there. */
    private static boolean isOutage(Throwable failure) {
        return !(failure instanceof TimeoutException) && !(failure instanceof ConnectionPoolTooBusyException);
    }

    /** What the platform answers for a service that is stopping. The service's own refusals are problems with a code. */
    private static boolean isStopping(ProxyResponse answer) {
        String type = answer.headers().get(HttpHeaders.CONTENT_TYPE);
        return answer.getStatusCode() == Kind.UNAVAILABLE.status()
                && (type == null || !type.startsWith(Problem.MEDIA_TYPE));
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
        call.asOf(response.headers().get(PositionHeader.NAME));
        int status = response.getStatusCode();
        AuditEvent event =
                call.event(Action.API_CALL, Decision.ALLOWED, status, problem == null ? null : problem.code());
        return audit.append(event)
                .otherwise(unstored -> {
                    meters.refused(call, GatewayProblem.AUDIT_UNAVAILABLE);
                    replace(response.release(), GatewayProblem.AUDIT_UNAVAILABLE, WITHHELD);
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
