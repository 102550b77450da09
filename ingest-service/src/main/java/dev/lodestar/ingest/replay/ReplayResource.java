package dev.lodestar.ingest.replay;

import dev.lodestar.kit.identity.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Tries refused rows again. */
@Path("/api/v1/quality/quarantine/replay")
@Produces(MediaType.APPLICATION_JSON)
public class ReplayResource {
    private final ReplayService service;

    ReplayResource(ReplayService service) {
        this.service = service;
    }

    /** Without a body, all that is in the quarantine, up to the default limit. */
    @POST
    @Blocking
    @RolesAllowed(Roles.OPERATOR)
    public ReplayResponse replay(@Nullable ReplayRequest request) {
        return service.replay(request == null ? ReplayRequest.ALL : request.checked());
    }
}
