package dev.lodestar.metrics.path;

import dev.lodestar.engine.path.PathAnalysis;
import dev.lodestar.engine.path.PathDefinition;
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

/** What users do after an event, or did before it. */
@Path("/api/v1/metrics/paths")
@RolesAllowed(Roles.ANALYST)
public class PathsResource {
    private final Answers answers;
    private final DefinitionReader definitions;
    private final PathStatement statements;

    PathsResource(Answers answers, DefinitionReader definitions, PathStatement statements) {
        this.answers = answers;
        this.definitions = definitions;
        this.statements = statements;
    }

    /** The tree of paths around the anchor; the CSV holds the busiest whole paths. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PathsRequest.class)))
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PathsAnswer.class)))
    public Response paths(String body, @Context Request request, @Context HttpHeaders headers) {
        PathsRequest asked = definitions.read(body, PathsRequest.class);
        PathDefinition definition = asked.toDomain();
        SqlDialect dialect = asked.dialect();
        return answers.to(
                asked.scope(),
                request,
                headers,
                (context, who) -> new PathsAnswer(
                        new PathAnalysis(context).analyse(who, definition),
                        statements.of(dialect, context, who, definition)),
                answer -> PathsTable.of(answer.answer()),
                Disclosure.TO_ANALYSTS);
    }
}
