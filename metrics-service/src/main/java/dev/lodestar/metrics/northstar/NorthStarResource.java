package dev.lodestar.metrics.northstar;

import dev.lodestar.engine.northstar.NorthStarAnalysis;
import dev.lodestar.engine.northstar.NorthStarAnswer;
import dev.lodestar.engine.sql.SqlQuery;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.host.answer.Statements;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.CsvTable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Weekly active collaborative workspaces. */
@Path("/api/v1/metrics/north-star")
@RolesAllowed(Roles.VIEWER)
public class NorthStarResource {
    private final Answers answers;
    private final Statements statements;
    private final NorthStarConfig config;

    NorthStarResource(Answers answers, Statements statements, NorthStarConfig config) {
        this.answers = answers;
        this.statements = statements;
        this.config = config;
    }

    /** The current value, the target and the weekly history; the CSV holds the history. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NorthStarAnswer.class)))
    public Response northStar(
            @BeanParam ScopeParameters scope, @Context Request request, @Context HttpHeaders headers) {
        return answers.to(
                scope,
                request,
                headers,
                new Answers.Analysis<>(
                        (context, who) -> new NorthStarAnalysis(context).analyse(who, config.settings()),
                        NorthStarTable::of,
                        new NorthStarDisclosure(),
                        statements.query(SqlQuery.NORTH_STAR_METRIC, choices -> choices.northStarTarget(target()))));
    }

    private @Nullable BigDecimal target() {
        Double target = config.settings().target();
        return target == null ? null : BigDecimal.valueOf(target);
    }
}
