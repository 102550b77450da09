package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.audit.AuditLog;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.kit.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Says no: writes the audit entry, then answers with the problem. */
@ApplicationScoped
class Refusals {
    private final AuditLog audit;
    private final ProblemAnswer problems;
    private final GatewayMeters meters;

    Refusals(AuditLog audit, ProblemAnswer problems, GatewayMeters meters) {
        this.audit = audit;
        this.problems = problems;
        this.meters = meters;
    }

    void refuse(ApiCall call, ProblemCode code, @Nullable String detail) {
        int status = code.kind().status();
        call.context().request().resume();
        UnreadBody.discard(call.context());
        audit.append(call.event(Action.API_CALL, Decision.REFUSED, status, code.code()))
                .onSuccess(ignored -> answer(call, code, detail))
                .onFailure(ignored -> answer(call, GatewayProblem.AUDIT_UNAVAILABLE, null));
    }

    private void answer(ApiCall call, ProblemCode code, @Nullable String detail) {
        meters.refused(call, code);
        problems.end(call.context().response(), code, detail);
    }
}
