package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.funnel.GrowthFunnelAnswer;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.CsvTable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The growth funnel. */
@Path("/api/v1/funnel")
@RolesAllowed(Roles.VIEWER)
public class FunnelResource {
    private final Answers answers;
    private final GrowthFunnel funnel;
    private final FunnelDisclosure disclosure;

    FunnelResource(Answers answers, GrowthFunnel funnel, FunnelDisclosure disclosure) {
        this.answers = answers;
        this.funnel = funnel;
        this.disclosure = disclosure;
    }

    /** The stages, with the drop-off between them; the CSV holds the stages, of each group where there is a breakdown. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = GrowthFunnelAnswer.class)))
    public Response funnel(
            @BeanParam ScopeParameters scope,
            @QueryParam("breakdown") @Nullable String breakdown,
            @Context Request request,
            @Context HttpHeaders headers) {
        return answers.to(
                scope,
                request,
                headers,
                (context, who) -> funnel.now(context, who, Choices.breakdown(breakdown)),
                FunnelTable::of,
                disclosure);
    }
}
