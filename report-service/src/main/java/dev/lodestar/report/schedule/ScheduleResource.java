package dev.lodestar.report.schedule;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.EntityTagged;
import dev.lodestar.report.run.RunCaller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Schedules over HTTP. */
@Path(ScheduleResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@EntityTagged
class ScheduleResource {
    static final String PATH = "/api/v1/schedules";

    private final ScheduleService service;
    private final ScheduleReader reader;
    private final SecurityIdentity identity;

    ScheduleResource(ScheduleService service, ScheduleReader reader, SecurityIdentity identity) {
        this.service = service;
        this.reader = reader;
        this.identity = identity;
    }

    /** All schedules by name, a page at a time. */
    @GET
    public Uni<SchedulesResponse> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        return service.page(cursor, limit);
    }

    @GET
    @Path("{id}")
    public Uni<ScheduleResponse> get(@PathParam("id") UUID id) {
        return service.get(id);
    }

    /** Keeps a schedule. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ScheduleResponse.class)))
    public Uni<Response> add(@NotNull ScheduleRequest request) {
        request.requireNoVersion();
        return service.add(reader.read(request), subject()).map(ScheduleResource::created);
    }

    private static Response created(ScheduleResponse schedule) {
        return Response.created(URI.create(PATH + "/" + schedule.id()))
                .entity(schedule)
                .build();
    }

    /** Puts another schedule in place of a version of one, under the same id. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ScheduleResponse> replace(@PathParam("id") UUID id, @NotNull ScheduleRequest request) {
        return service.replace(id, request.requiredVersion(), reader.read(request), subject());
    }

    /** Deletes a schedule; its runs stay. */
    @DELETE
    @Path("{id}")
    public Uni<Void> delete(@PathParam("id") UUID id) {
        return service.delete(id);
    }

    private String subject() {
        return RunCaller.of(identity).subject();
    }
}
