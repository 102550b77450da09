package dev.lodestar.cohort.retention;

import dev.lodestar.engine.cohort.RetentionAnalysis;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.DefinitionReader;
import dev.lodestar.host.answer.RetentionQueryRequest;
import dev.lodestar.host.answer.RetentionStatement;
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

/** Retention of any cohorts by any return. */
@Path("/api/v1/cohorts/retention/query")
@RolesAllowed(Roles.ANALYST)
public class RetentionQueryResource {
    private final Answers answers;
    private final DefinitionReader definitions;
    private final RetentionStatement statements;

    RetentionQueryResource(Answers answers, DefinitionReader definitions, RetentionStatement statements) {
        this.answers = answers;
        this.definitions = definitions;
        this.statements = statements;
    }

    /** The matrix, its pooled columns and the same for each group; the CSV holds the cells, group by group where there are groups. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = RetentionQueryRequest.class)))
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RetentionQueryAnswer.class)))
    public Response query(String body, @Context Request request, @Context HttpHeaders headers) {
        RetentionQueryRequest asked = definitions.read(body, RetentionQueryRequest.class);
        RetentionDefinition definition = asked.toDomain(definitions);
        SqlDialect dialect = asked.dialect();
        return answers.to(
                asked.scope(),
                request,
                headers,
                (context, who) -> new RetentionQueryAnswer(
                        new RetentionAnalysis(context).analyse(who, definition),
                        statements.of(dialect, context, who, definition)),
                answer -> RetentionTable.of(answer.answer()),
                Disclosure.TO_ANALYSTS);
    }
}
