package dev.lodestar.growth.lever;

import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.kit.identity.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/api/v1/growth")
class LeverResource {

    private final LeverService service;
    private final SecurityIdentity identity;

    LeverResource(LeverService service, SecurityIdentity identity) {
        this.service = service;
        this.identity = identity;
    }

    @PUT
    @Path("/levers/{name}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Sets a lever: one of the defaults anew, or one of the project's own")
    public Uni<LeverResponse> put(@PathParam("name") String name, @NotNull LeverRequest request) {
        Lever lever = request.toDomain(name);
        return service.put(lever, identity.getPrincipal().getName()).map(LeverResponse::from);
    }
}
