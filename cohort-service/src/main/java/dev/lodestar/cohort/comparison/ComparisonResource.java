package dev.lodestar.cohort.comparison;

import dev.lodestar.engine.cohort.CohortComparison;
import dev.lodestar.engine.cohort.ComparisonAnswer;
import dev.lodestar.engine.cohort.SideComparison;
import dev.lodestar.engine.cohort.SideComparisonAnswer;
import dev.lodestar.engine.sql.ActivityRows;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.host.answer.SideQuestion;
import dev.lodestar.host.answer.SideStatement;
import dev.lodestar.host.answer.Sides;
import dev.lodestar.host.answer.Statement;
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
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Early against late cohorts, or any two sets of users against each other. */
@Path("/api/v1/cohorts/comparison")
@RolesAllowed(Roles.VIEWER)
public class ComparisonResource {
    private final Answers answers;
    private final Statements statements;
    private final SideStatement sideStatements;
    private final Sides sides;

    ComparisonResource(Answers answers, Statements statements, SideStatement sideStatements, Sides sides) {
        this.answers = answers;
        this.statements = statements;
        this.sideStatements = sideStatements;
        this.sides = sides;
    }

    /** Retention of both sets at some ages with the difference and its tests; the CSV holds the ages. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {ComparisonAnswer.class, SideComparisonAnswer.class})))
    public Response comparison(
            @BeanParam ScopeParameters scope,
            @BeanParam SideParameters compared,
            @QueryParam("period") @DefaultValue("monthly") String period,
            @Context Request request,
            @Context HttpHeaders headers) {
        CalendarPeriod cut = Choices.period(period, EnumSet.allOf(CalendarPeriod.class));
        return compared.question()
                .map(sets -> answers.to(scope, request, headers, ofSets(sets, cut)))
                .orElseGet(() -> answers.to(scope, request, headers, ofEarlyAndLate(cut)));
    }

    private Answers.Analysis<ComparisonAnswer> ofEarlyAndLate(CalendarPeriod cut) {
        return new Answers.Analysis<>(
                (context, who) -> new CohortComparison(context).analyse(who, cut),
                ComparisonTable::of,
                new ComparisonDisclosure("early", "late"),
                statements.activity(ActivityRows.COHORT_COMPARISON, cut, Statements.AS_USUAL));
    }

    private Answers.Analysis<SideComparisonAnswer> ofSets(SideQuestion compared, CalendarPeriod cut) {
        return new Answers.Analysis<>(
                (context, who) -> new SideComparison(context).analyse(who, sides.of(compared, cut, context)),
                SideTable::of,
                new ComparisonDisclosure("a", "b"),
                (dialect, context, who) -> Map.of(
                        Statement.SQL, sideStatements.of(dialect, context, who, sides.of(compared, cut, context))));
    }
}
