package dev.lodestar.gateway.dashboard;

import dev.lodestar.gateway.audit.AuditLog;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.gateway.caller.Caller;
import dev.lodestar.gateway.edge.ApiCall;
import io.quarkus.oidc.SecurityEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Notes logins and logouts of the dashboard's session. The redirect that ends them waits for the entry. */
@ApplicationScoped
class LoginAudit {
    private final AuditLog audit;

    LoginAudit(AuditLog audit) {
        this.audit = audit;
    }

    void note(@Observes SecurityEvent event) {
        switch (event.getEventType()) {
            case OIDC_LOGIN -> append(event.getSecurityIdentity(), Action.LOGIN);
            case OIDC_LOGOUT_RP_INITIATED -> append(event.getSecurityIdentity(), Action.LOGOUT);
            default -> {}
        }
    }

    private void append(SecurityIdentity identity, Action action) {
        RoutingContext context = identity.getAttribute(RoutingContext.class.getName());
        if (context != null) {
            ApiCall call = ApiCall.of(context);
            call.by(Caller.of(identity));
            call.notedBy(audit.append(call.event(action, Decision.ALLOWED, 302, null)));
        }
    }
}
