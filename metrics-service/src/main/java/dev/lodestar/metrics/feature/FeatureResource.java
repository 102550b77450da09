package dev.lodestar.metrics.feature;

import dev.lodestar.engine.feature.FeatureAdoptionAnalysis;
import dev.lodestar.engine.feature.FeatureAdoptionAnswer;
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

/** Adoption of features. */
@Path("/api/v1/metrics/features")
@RolesAllowed(Roles.VIEWER)
public class FeatureResource {
    private final Answers answers;
    private final Statements statements;

    FeatureResource(Answers answers, Statements statements) {
        this.answers = answers;
        this.statements = statements;
    }

    /** One row for each feature of the tracking plan. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FeatureAdoptionAnswer.class)))
    public Response features(@BeanParam ScopeParameters scope, @Context Request request, @Context HttpHeaders headers) {
        return answers.to(
                scope,
                request,
                headers,
                new Answers.Analysis<>(
                        (context, who) -> new FeatureAdoptionAnalysis(context).analyse(who),
                        FeatureTable::of,
                        new FeatureDisclosure(),
                        statements.activity(ActivityRows.FEATURE_ADOPTION, CalendarPeriod.DAILY, Statements.AS_USUAL)));
    }
}
