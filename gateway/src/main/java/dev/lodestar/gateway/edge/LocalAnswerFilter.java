package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.audit.AuditLog;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.kit.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Holds the answers of the gateway's own resources, and of addresses outside the API, until their audit entry is stored. */
class LocalAnswerFilter {
    private final AuditLog audit;
    private final GatewayMeters meters;
    private final RoutingContext context;

    LocalAnswerFilter(AuditLog audit, GatewayMeters meters, RoutingContext context) {
        this.audit = audit;
        this.meters = meters;
        this.context = context;
    }

    /** A login's redirects are no calls: the login has an entry of its own, which they wait for, and without which there is no session. */
    @ServerResponseFilter
    public Uni<Void> audit(ContainerResponseContext answer) {
        ApiCall call = ApiCall.of(context);
        int status = answer.getStatus();
        if (!call.isAdmitted() && status < 400) {
            return stored(call.noted())
                    .onFailure()
                    .invoke(() -> {
                        withhold(call, answer);
                        HostCookies.forget(context);
                    })
                    .onFailure()
                    .recoverWithNull();
        }
        answer.getHeaders().putSingle("Cache-Control", "no-store");
        Decision decision = call.isAdmitted() ? Decision.ALLOWED : Decision.REFUSED;
        return stored(audit.append(call.event(Action.API_CALL, decision, status, null)))
                .invoke(() -> count(call, status))
                .onFailure()
                .invoke(() -> withhold(call, answer))
                .onFailure()
                .recoverWithNull();
    }

    private static Uni<Void> stored(Future<Void> entry) {
        return Uni.createFrom().completionStage(entry::toCompletionStage);
    }

    private void count(ApiCall call, int status) {
        if (call.isAdmitted()) {
            meters.answered(call, status);
        }
    }

    private void withhold(ApiCall call, ContainerResponseContext answer) {
        int status = GatewayProblem.AUDIT_UNAVAILABLE.kind().status();
        count(call, status);
        answer.getHeaders().remove(HttpHeaders.LOCATION);
        meters.refused(call, GatewayProblem.AUDIT_UNAVAILABLE);
        answer.setStatus(status);
        answer.setEntity(
                Problem.of(GatewayProblem.AUDIT_UNAVAILABLE, null), null, MediaType.valueOf(Problem.MEDIA_TYPE));
    }
}
