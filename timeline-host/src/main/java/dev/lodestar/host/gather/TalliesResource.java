package dev.lodestar.host.gather;

import dev.lodestar.host.caller.CallerSegments;
import dev.lodestar.host.caller.CarriedCaller;
import dev.lodestar.kit.identity.Roles;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Answers the other replicas of the service for the partitions held here. Not part of the public API and not proxied. Tallies are complete, small
 * groups included: they are given to replicas only, never to the people for whom these ask.
 */
@Path(TalliesResource.PATH)
@RolesAllowed(Roles.REPLICA)
public class TalliesResource {
    static final String PATH = "/internal/v1/tallies";

    private final LocalTallies local;
    private final CarriedCaller carriedCaller;
    private final CallerSegments callerSegments;

    TalliesResource(LocalTallies local, CarriedCaller carriedCaller, CallerSegments callerSegments) {
        this.local = local;
        this.carriedCaller = carriedCaller;
        this.callerSegments = callerSegments;
    }

    /** Partial tallies of the wanted partitions as far as this replica holds them. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public byte[] tally(@HeaderParam(CarriedCaller.HEADER) @Nullable String caller, byte[] json) {
        carriedCaller.assume(caller, Roles.VIEWER);
        TallyRequest request = TallyJson.request(json);
        callerSegments.permit(request.query());
        return TallyJson.write(new TallyResponse(local.of(
                request.scope(),
                request.query(),
                view -> request.partitions().contains(view.partition()) && (request.standby() || !view.stale()))));
    }

    /** Lets go the views of an answer that has ended; of one that is not known there is nothing to do. */
    @DELETE
    @Path("{answer}")
    @NonBlocking
    @Operation(hidden = true)
    public void release(@PathParam("answer") String answer) {
        local.release(answer);
    }
}
