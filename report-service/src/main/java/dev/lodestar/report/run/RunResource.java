package dev.lodestar.report.run;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.EntityTagged;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Analysis runs over HTTP. */
@Path(RunResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
class RunResource {
    static final String PATH = "/api/v1/analysis";

    private final RunService service;
    private final RunProgress progress;
    private final SecurityIdentity identity;

    RunResource(RunService service, RunProgress progress, SecurityIdentity identity) {
        this.service = service;
        this.progress = progress;
        this.identity = identity;
    }

    /** Starts a run; the same key by the same caller finds the run it started before. */
    @POST
    @Path("run")
    @RolesAllowed(Roles.ANALYST)
    public Uni<Response> start(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, @Nullable RunRequest request) {
        RunRequest asked = request == null ? RunRequest.DEFAULTS : request;
        return service.start(asked, idempotencyKey, RunCaller.of(identity))
                .map(run -> Response.accepted(run)
                        .location(URI.create(run.links().self()))
                        .build());
    }

    @GET
    @Path("runs")
    @RolesAllowed(Roles.VIEWER)
    @EntityTagged
    public Uni<RunsResponse> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        return service.page(cursor, limit);
    }

    @GET
    @Path("runs/{id}")
    @RolesAllowed(Roles.VIEWER)
    @EntityTagged
    public Uni<RunResponse> get(@PathParam("id") UUID id) {
        return service.get(id);
    }

    /** The run each time that it changes, and every so often when it does not, until it has ended. */
    @GET
    @Path("runs/{id}/events")
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<RunResponse> events(@PathParam("id") UUID id) {
        return progress.of(id);
    }
}
