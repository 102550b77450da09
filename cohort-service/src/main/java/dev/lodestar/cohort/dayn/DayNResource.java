package dev.lodestar.cohort.dayn;

import dev.lodestar.engine.cohort.DayNAnalysis;
import dev.lodestar.engine.cohort.DayNAnswer;
import dev.lodestar.engine.sql.ActivityRows;
import dev.lodestar.engine.time.CalendarPeriod;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Day-N retention. */
@Path("/api/v1/cohorts/day-n")
@RolesAllowed(Roles.VIEWER)
public class DayNResource {
    private final Answers answers;
    private final Statements statements;

    DayNResource(Answers answers, Statements statements) {
        this.answers = answers;
        this.statements = statements;
    }

    /** One row for each of days 1, 7, 14, 30, 60 and 90. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DayNAnswer.class)))
    public Response dayN(@BeanParam ScopeParameters scope, @Context Request request, @Context HttpHeaders headers) {
        return answers.to(
                scope,
                request,
                headers,
                new Answers.Analysis<>(
                        (context, who) -> new DayNAnalysis(context).analyse(who),
                        DayNTable::of,
                        new DayNDisclosure(),
                        statements.activity(ActivityRows.DAY_N_RETENTION, CalendarPeriod.DAILY, Statements.AS_USUAL)));
    }
}
