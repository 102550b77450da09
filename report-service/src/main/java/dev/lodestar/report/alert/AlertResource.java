package dev.lodestar.report.alert;

import dev.lodestar.kit.identity.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Alerts over HTTP. */
@Path("/api/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
class AlertResource {
    private final AlertStore store;
    private final AlertConfig config;
    private final SecurityIdentity identity;

    AlertResource(AlertStore store, AlertConfig config, SecurityIdentity identity) {
        this.store = store;
        this.config = config;
        this.identity = identity;
    }

    /** Alerts, the newest first, a page at a time, each with what became of its notifications. */
    @GET
    public Uni<AlertsResponse> list(@BeanParam AlertQuery query) {
        AlertRuleResource.requireEverybody(identity);
        return store.page(query.filter(config));
    }
}
