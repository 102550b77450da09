package dev.lodestar.report.alert;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.identity.SegmentClaim;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
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

/** Rules of alerts over HTTP. */
@Path(AlertRuleResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
class AlertRuleResource {
    static final String PATH = "/api/v1/alerts/rules";

    private final RuleService service;
    private final SecurityIdentity identity;

    AlertRuleResource(RuleService service, SecurityIdentity identity) {
        this.service = service;
        this.identity = identity;
    }

    /** All rules by name, a page at a time, each with what the newest run said. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<RulesResponse> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        requireEverybody(identity);
        return service.page(cursor, limit);
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.VIEWER)
    public Uni<RuleResponse> get(@PathParam("id") UUID id) {
        requireEverybody(identity);
        return service.get(id);
    }

    /** Keeps a rule. Signing secrets of its webhooks are in this answer and in no other. */
    @POST
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RuleResponse.class)))
    public Uni<Response> add(@Nullable RuleRequest request) {
        requireEverybody(identity);
        return service.add(
                        RuleService.required(request), identity.getPrincipal().getName())
                .map(rule -> Response.created(URI.create(PATH + "/" + rule.id()))
                        .entity(rule)
                        .build());
    }

    /** Puts another rule in place of a version of one. An alert that fires goes on until a run says otherwise. */
    @PUT
    @Blocking
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    public Uni<RuleResponse> replace(@PathParam("id") UUID id, @Nullable RuleRequest request) {
        requireEverybody(identity);
        return service.replace(
                id, RuleService.required(request), identity.getPrincipal().getName());
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.OPERATOR)
    public Uni<Void> delete(@PathParam("id") UUID id) {
        requireEverybody(identity);
        return service.delete(id);
    }

    /** Alerts and their rules are about everybody, or about a segment that need not be the caller's. */
    static void requireEverybody(SecurityIdentity identity) {
        if (SegmentClaim.holds(identity)) {
            throw new ProblemException(AlertProblem.COUNTS_EVERYBODY, "ask for figures of your segments instead");
        }
    }
}
