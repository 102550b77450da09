package dev.lodestar.ingest.export;

import dev.lodestar.kit.identity.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** The right of access. */
@Path("/api/v1/users/{user_id}/export")
@RolesAllowed(Roles.PRIVACY)
public class UserExportResource {
    private final UserExport export;

    UserExportResource(UserExport export) {
        this.export = export;
    }

    /** Everything stored under the id. Of somebody who is unknown or erased the document is the same, with nothing in it. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Blocking
    public Response export(@RestPath("user_id") String userId) {
        UUID pseudonym = export.pseudonymOf(userId);
        StreamingOutput document = out -> export.write(userId, pseudonym, out);
        return Response.ok(document)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"user.json\"")
                .build();
    }
}
