package dev.lodestar.cohort.saved;

import dev.lodestar.host.answer.DefinitionReader;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.EntityTagged;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Saved cohorts over HTTP. */
@Path(SavedCohortResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@EntityTagged
public class SavedCohortResource {
    static final String PATH = "/api/v1/cohorts/saved";

    private final SavedCohortService service;
    private final DefinitionReader reader;
    private final SecurityIdentity identity;

    SavedCohortResource(SavedCohortService service, DefinitionReader reader, SecurityIdentity identity) {
        this.service = service;
        this.reader = reader;
        this.identity = identity;
    }

    /** All cohorts by name, a page at a time, without definitions and counts. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public SavedCohortsResponse list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.page(cursor, limit);
    }

    /** A cohort with its definition and the number of its members now. */
    @GET
    @Path("{id}")
    @RolesAllowed(Roles.VIEWER)
    public SavedCohortResponse get(@PathParam("id") UUID id) {
        return service.get(id);
    }

    /** Saves a cohort. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ANALYST)
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = SavedCohortRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = SavedCohortResponse.class)))
    public Response save(String body) {
        SavedCohortResponse saved = service.save(
                reader.read(body, SavedCohortRequest.class),
                identity.getPrincipal().getName());
        return Response.created(URI.create(PATH + "/" + saved.id()))
                .entity(saved)
                .build();
    }

    /** Puts another cohort in place of a version of one, under the same id. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ANALYST)
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = SavedCohortRequest.class)))
    public SavedCohortResponse replace(@PathParam("id") UUID id, String body) {
        return service.replace(
                id,
                reader.read(body, SavedCohortRequest.class),
                identity.getPrincipal().getName());
    }

    /** Deletes a cohort that no other refers to. */
    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.ANALYST)
    public void delete(@PathParam("id") UUID id) {
        service.delete(id, identity.getPrincipal().getName());
    }
}
