package dev.lodestar.metrics.acquisition;

import dev.lodestar.engine.acquisition.AcquisitionAnalysis;
import dev.lodestar.engine.acquisition.AcquisitionAnswer;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.host.disclosure.Disclosure;
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

/** Visitors and spend of the range. */
@Path("/api/v1/metrics/acquisition")
@RolesAllowed(Roles.VIEWER)
public class AcquisitionResource {
    private final Answers answers;
    private final AcquisitionLedger ledger;

    AcquisitionResource(Answers answers, AcquisitionLedger ledger) {
        this.answers = answers;
        this.ledger = ledger;
    }

    /** By channel and by month; the CSV holds the months. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AcquisitionAnswer.class)))
    public Response acquisition(
            @BeanParam ScopeParameters scope, @Context Request request, @Context HttpHeaders headers) {
        return answers.to(
                scope,
                request,
                headers,
                (context, who) -> new AcquisitionAnalysis(context).analyse(who, ledger.latest()),
                AcquisitionTable::of,
                Disclosure.NO_USERS);
    }
}
