package dev.lodestar.metrics.stickiness;

import dev.lodestar.engine.activity.StickinessAnalysis;
import dev.lodestar.engine.activity.StickinessAnswer;
import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.sql.ActivityRows;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.host.answer.Statement;
import dev.lodestar.host.answer.Statements;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.problem.ProblemException;
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
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Daily, weekly and monthly active users with their ratios. */
@Path("/api/v1/metrics/stickiness")
@RolesAllowed(Roles.VIEWER)
public class StickinessResource {
    private final Answers answers;
    private final Statements statements;

    StickinessResource(Answers answers, Statements statements) {
        this.answers = answers;
        this.statements = statements;
    }

    /** One row for each day of the range; the CSV holds the series, the histogram is in the JSON only. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StickinessAnswer.class)))
    public Response stickiness(
            @BeanParam ScopeParameters scope,
            @Parameter(hidden = true) @QueryParam("period") @Nullable String period,
            @Context Request request,
            @Context HttpHeaders headers) {
        if (period != null) {
            throw ProblemException.invalid("period", period, "nothing here: stickiness counts days");
        }
        return answers.to(
                scope,
                request,
                headers,
                new Answers.Analysis<>(
                        (context, who) -> new StickinessAnalysis(context).analyse(who),
                        StickinessTable::of,
                        new StickinessDisclosure(),
                        this::statements));
    }

    /** The series, and the histogram. */
    private Map<String, String> statements(SqlDialect dialect, AnalysisContext context, Scope who) {
        return Map.of(
                Statement.SQL,
                statement(ActivityRows.STICKINESS, dialect, context, who),
                "sql_histogram",
                statement(ActivityRows.ACTIVE_DAYS, dialect, context, who));
    }

    private String statement(ActivityRows rows, SqlDialect dialect, AnalysisContext context, Scope who) {
        return Objects.requireNonNull(statements
                .activity(rows, CalendarPeriod.DAILY, Statements.AS_USUAL)
                .of(dialect, context, who)
                .get(Statement.SQL));
    }
}
