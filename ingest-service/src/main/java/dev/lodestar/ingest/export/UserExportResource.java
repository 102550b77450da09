package dev.lodestar.ingest.export;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The right of access. */
@Path("/api/v1")
@RolesAllowed(Roles.PRIVACY)
public class UserExportResource {
    private final UserExport export;

    UserExportResource(UserExport export) {
        this.export = export;
    }

    /** Everything stored under the id. Of somebody who is unknown or erased the document is the same, with nothing in it. */
    @GET
    @Path("users/{user_id}/export")
    @Produces(MediaType.APPLICATION_JSON)
    @Blocking
    public Response export(@RestPath("user_id") String userId) {
        UserExport.Subject subject = export.subject(userId);
        StreamingOutput document = out -> export.write(subject, out);
        return Response.ok(document)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"user.json\"")
                .build();
    }

    /** The same for any id, also one that no path can carry, such as with a slash. */
    @GET
    @Path("users/export")
    @Produces(MediaType.APPLICATION_JSON)
    @Blocking
    public Response exportAny(@RestQuery("user_id") @Nullable String userId) {
        if (userId == null) {
            throw ProblemException.invalid("user_id", null, "the id of the user whose data is asked for");
        }
        return export(userId);
    }
}
