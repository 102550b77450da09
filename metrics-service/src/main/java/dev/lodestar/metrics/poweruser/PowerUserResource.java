package dev.lodestar.metrics.poweruser;

import dev.lodestar.engine.poweruser.PowerUserAnalysis;
import dev.lodestar.engine.poweruser.PowerUserAnswer;
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
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The power user curve. */
@Path("/api/v1/metrics/power-users")
@RolesAllowed(Roles.VIEWER)
public class PowerUserResource {
    private final Answers answers;
    private final Statements statements;
    private final PowerUserConfig config;

    PowerUserResource(Answers answers, Statements statements, PowerUserConfig config) {
        this.answers = answers;
        this.statements = statements;
        this.config = config;
    }

    /** Users by active days in the trailing 28 days, and the threshold of the top share; the CSV holds the curve. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PowerUserAnswer.class)))
    public Response powerUsers(
            @BeanParam ScopeParameters scope, @Context Request request, @Context HttpHeaders headers) {
        return answers.to(
                scope,
                request,
                headers,
                new Answers.Analysis<>(
                        (context, who) -> new PowerUserAnalysis(context).analyse(who, config.topShare()),
                        PowerUserTable::of,
                        new PowerUserDisclosure(),
                        statements.activity(
                                ActivityRows.POWER_USERS,
                                CalendarPeriod.DAILY,
                                choices -> choices.topShare(BigDecimal.valueOf(config.topShare())))));
    }
}
