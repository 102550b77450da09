package dev.lodestar.metrics.engagement;

import dev.lodestar.engine.activity.EngagementAnalysis;
import dev.lodestar.engine.activity.EngagementAnswer;
import dev.lodestar.engine.sql.ActivityRows;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.host.answer.Statements;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.CsvTable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
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

/** Active users by calendar period, with their lifecycle. */
@Path("/api/v1/metrics/engagement")
@RolesAllowed(Roles.VIEWER)
public class EngagementResource {
    private final Answers answers;
    private final Statements statements;

    EngagementResource(Answers answers, Statements statements) {
        this.answers = answers;
        this.statements = statements;
    }

    /** One row for every period that overlaps the range. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EngagementAnswer.class)))
    public Response engagement(
            @BeanParam ScopeParameters scope,
            @QueryParam("period") @DefaultValue("daily") String period,
            @Context Request request,
            @Context HttpHeaders headers) {
        return answers.to(
                scope,
                request,
                headers,
                new Answers.Analysis<>(
                        (context, who) -> new EngagementAnalysis(context)
                                .analyse(who, Choices.period(period, EngagementPeriods.ALL)),
                        EngagementTable::of,
                        new EngagementDisclosure(),
                        (dialect, context, who) -> statements
                                .activity(
                                        ActivityRows.ENGAGEMENT,
                                        Choices.period(period, EngagementPeriods.ALL),
                                        Statements.AS_USUAL)
                                .of(dialect, context, who)));
    }
}
