package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.funnel.StepFunnelAnalysis;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.sql.FunnelRows;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.DefinitionReader;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.CsvTable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Any funnel. */
@Path("/api/v1/funnel/query")
@RolesAllowed(Roles.ANALYST)
public class FunnelQueryResource {
    private final Answers answers;
    private final DefinitionReader definitions;
    private final FunnelStatement statements;

    FunnelQueryResource(Answers answers, DefinitionReader definitions, FunnelStatement statements) {
        this.answers = answers;
        this.definitions = definitions;
        this.statements = statements;
    }

    /** The steps, with the times between them and where users are lost; the CSV holds the steps, of each group where there is a breakdown. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = FunnelRequest.class)))
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FunnelQueryAnswer.class)))
    public Response funnel(String body, @Context Request request, @Context HttpHeaders headers) {
        FunnelRequest asked = definitions.read(body, FunnelRequest.class);
        FunnelDefinition definition = asked.toDomain();
        SqlDialect dialect = asked.dialect();
        return answers.to(
                asked.scope(),
                request,
                headers,
                (context, who) -> new FunnelQueryAnswer(
                        new StepFunnelAnalysis(context).analyse(who, definition),
                        statements.of(dialect, context, who, definition, FunnelRows.STEPS),
                        statements.of(dialect, context, who, definition, FunnelRows.HISTOGRAM),
                        statements.of(dialect, context, who, definition, FunnelRows.TREND)),
                answer -> StepFunnelTable.of(answer.answer()),
                Disclosure.TO_ANALYSTS);
    }
}
