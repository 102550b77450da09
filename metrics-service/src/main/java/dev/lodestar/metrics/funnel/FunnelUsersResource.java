package dev.lodestar.metrics.funnel;

import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.EntityTagged;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** The people behind a step of a funnel, as pseudonyms. */
@Path("/api/v1/funnel/users")
@RolesAllowed(Roles.ANALYST)
@Produces(MediaType.APPLICATION_JSON)
@EntityTagged
public class FunnelUsersResource {
    private final FunnelUsers users;

    FunnelUsersResource(FunnelUsers users) {
        this.users = users;
    }

    /** Of the growth funnel by stage; or, with a definition, which then holds range and filters, of an ad-hoc one by step. */
    @GET
    public FunnelUsersResponse users(
            @BeanParam ScopeParameters scope,
            @BeanParam PeopleParameters people,
            @QueryParam("breakdown") @Nullable String breakdown,
            @QueryParam("definition")
                    @Parameter(description = "the body of POST /funnel/query, as JSON or as that in base64url")
                    @Nullable
                    String definition) {
        return FunnelUsersResponse.from(
                definition == null
                        ? users.ofStage(scope, Choices.breakdown(breakdown), people)
                        : users.ofStep(FunnelUsers.definition(definition), people));
    }

    /** Of an ad-hoc funnel, whose definition may be longer than an address. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = FunnelRequest.class)))
    public FunnelUsersResponse users(String body, @BeanParam PeopleParameters people) {
        return FunnelUsersResponse.from(users.ofStep(body, people));
    }
}
