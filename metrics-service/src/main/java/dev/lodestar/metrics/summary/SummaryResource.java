package dev.lodestar.metrics.summary;

import dev.lodestar.engine.summary.SummaryAnalysis;
import dev.lodestar.engine.summary.SummaryAnswer;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.CsvTable;
import dev.lodestar.metrics.northstar.NorthStarConfig;
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

/** The figures of metrics_summary.json. */
@Path("/api/v1/metrics/summary")
@RolesAllowed(Roles.VIEWER)
public class SummaryResource {
    private final Answers answers;
    private final NorthStarConfig northStar;

    SummaryResource(Answers answers, NorthStarConfig northStar) {
        this.answers = answers;
        this.northStar = northStar;
    }

    /** One figure each; the CSV is a single row. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SummaryAnswer.class)))
    public Response summary(@BeanParam ScopeParameters scope, @Context Request request, @Context HttpHeaders headers) {
        return answers.to(
                scope,
                request,
                headers,
                (context, who) -> new SummaryAnalysis(context).analyse(who, northStar.settings()),
                SummaryTable::of,
                new SummaryDisclosure());
    }
}
