package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.funnel.GrowthFunnelAnswer;
import dev.lodestar.engine.sql.SqlBreakdown;
import dev.lodestar.engine.sql.SqlQuery;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.host.answer.Statements;
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
    private final Statements statements;
    private final GrowthFunnel funnel;
    private final FunnelConfig config;
    private final FunnelDisclosure disclosure;

    FunnelResource(
            Answers answers,
            Statements statements,
            GrowthFunnel funnel,
            FunnelConfig config,
            FunnelDisclosure disclosure) {
        this.answers = answers;
        this.statements = statements;
        this.funnel = funnel;
        this.config = config;
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
                new Answers.Analysis<>(
                        (context, who) -> funnel.now(context, who, Choices.breakdown(breakdown)),
                        FunnelTable::of,
                        disclosure,
                        (dialect, context, who) -> statements
                                .query(
                                        SqlQuery.FUNNEL_ANALYSIS,
                                        choices -> choices.funnel(config.thresholds())
                                                .breakdown(column(breakdown)))
                                .of(dialect, context, who)));
    }

    /** All that the funnel is broken down by are columns of the warehouse. */
    private static @Nullable SqlBreakdown column(@Nullable String breakdown) {
        String attribute = Choices.breakdown(breakdown);
        return attribute == null ? null : SqlBreakdown.ofWireName(attribute).orElseThrow();
    }
}
