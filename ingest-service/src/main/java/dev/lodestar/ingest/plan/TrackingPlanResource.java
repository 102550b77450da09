package dev.lodestar.ingest.plan;

import dev.lodestar.contracts.tracking.TrackingPlan;
import dev.lodestar.kit.identity.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the project sends, and what it means. */
@Path("/api/v1/tracking-plan")
@Produces(MediaType.APPLICATION_JSON)
public class TrackingPlanResource {
    private final PlanInForce inForce;

    TrackingPlanResource(PlanInForce inForce) {
        this.inForce = inForce;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.INGEST})
    public TrackingPlan plan() {
        return inForce.plan();
    }
}
