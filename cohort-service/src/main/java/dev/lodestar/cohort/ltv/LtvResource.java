package dev.lodestar.cohort.ltv;

import dev.lodestar.engine.revenue.CohortRevenueAnalysis;
import dev.lodestar.engine.revenue.CohortRevenueAnswer;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Revenue and lifetime value by cohort. */
@Path("/api/v1/cohorts/ltv")
@RolesAllowed(Roles.VIEWER)
public class LtvResource {
    private final Answers answers;
    private final Statements statements;
    private final RevenueConfig config;

    LtvResource(Answers answers, Statements statements, RevenueConfig config) {
        this.answers = answers;
        this.statements = statements;
        this.config = config;
    }

    /** Cohorts, the total, the same users by channel, and the movements of monthly recurring revenue; the CSV holds the cohorts. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CohortRevenueAnswer.class)))
    public Response ltv(@BeanParam ScopeParameters scope, @Context Request request, @Context HttpHeaders headers) {
        return answers.to(
                scope,
                request,
                headers,
                new Answers.Analysis<>(
                        (context, who) -> new CohortRevenueAnalysis(context).analyse(who, config.monthlyPrices()),
                        LtvTable::of,
                        new LtvDisclosure(),
                        statements.query(SqlQuery.REVENUE_METRICS, Statements.AS_USUAL)));
    }
}
