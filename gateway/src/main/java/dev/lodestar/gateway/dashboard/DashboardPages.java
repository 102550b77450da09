package dev.lodestar.gateway.dashboard;

import dev.lodestar.gateway.audit.AuditLog;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.gateway.caller.Caller;
import dev.lodestar.gateway.edge.ApiCall;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Notes each load of a page before it leaves. The pages themselves are static resources; who may see them is in {@code application.properties}. */
@ApplicationScoped
class DashboardPages {
    private static final int AFTER_AUTHENTICATION = 500;

    private final AuditLog audit;

    DashboardPages(AuditLog audit) {
        this.audit = audit;
    }

    void register(@Observes Router router) {
        router.get("/").order(AFTER_AUTHENTICATION).handler(this::note);
        router.get("/index.html").order(AFTER_AUTHENTICATION).handler(this::note);
        router.get("/assets/*").order(AFTER_AUTHENTICATION).handler(DashboardPages::revalidate);
    }

    private void note(RoutingContext context) {
        context.request().pause();
        QuarkusHttpUser.getSecurityIdentity(context, null)
                .subscribe()
                .with(identity -> load(context, identity), context::fail);
    }

    private void load(RoutingContext context, SecurityIdentity identity) {
        ApiCall call = ApiCall.of(context);
        call.by(Caller.of(identity));
        caching(context, "no-store");
        audit.append(call.event(Action.PAGE_LOAD, Decision.ALLOWED, 200, null))
                .onSuccess(ignored -> {
                    context.request().resume();
                    context.next();
                })
                .onFailure(unstored -> context.fail(503, unstored));
    }

    private static void revalidate(RoutingContext context) {
        caching(context, "no-cache");
        context.next();
    }

    private static void caching(RoutingContext context, String directive) {
        context.addHeadersEndHandler(ignored -> context.response().putHeader("Cache-Control", directive));
    }
}
