package dev.lodestar.metrics.activation;

import dev.lodestar.engine.activation.ActivationAnalysis;
import dev.lodestar.engine.activation.ActivationAnswer;
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

/** Activation rates and time to activation. */
@Path("/api/v1/metrics/activation")
@RolesAllowed(Roles.VIEWER)
public class ActivationResource {
    private final Answers answers;
    private final Statements statements;

    ActivationResource(Answers answers, Statements statements) {
        this.answers = answers;
        this.statements = statements;
    }

    /** Users by status, rates within some days, median and 90th percentile of the time; the CSV holds the rates. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ActivationAnswer.class)))
    public Response activation(
            @BeanParam ScopeParameters scope, @Context Request request, @Context HttpHeaders headers) {
        return answers.to(
                scope,
                request,
                headers,
                new Answers.Analysis<>(
                        (context, who) -> new ActivationAnalysis(context).analyse(who),
                        ActivationTable::of,
                        new ActivationDisclosure(),
                        statements.activity(ActivityRows.ACTIVATION, CalendarPeriod.DAILY, Statements.AS_USUAL)));
    }
}
