package dev.lodestar.metrics.activation;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.CoverageHeaders;
import dev.lodestar.kit.wire.CsvTable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The users behind the figures of activation, as pseudonyms. */
@Path("/api/v1/metrics/activation/users")
@RolesAllowed(Roles.ANALYST)
public class ActivationUsersResource {
    private final ActivationUsers users;
    private final Answers answers;

    ActivationUsersResource(ActivationUsers users, Answers answers) {
        this.users = users;
        this.answers = answers;
    }

    /** The columns of activation.csv, one line a user; with a run, exactly the users at its barrier. Streamed. */
    @GET
    @Produces(CsvTable.MEDIA_TYPE)
    public RestResponse<StreamingOutput> all(
            @BeanParam ScopeParameters parameters, @QueryParam("run_id") @Nullable String runId, @Context UriInfo uri) {
        answers.requireProjectCalendar(parameters);
        Scope scope = answers.scope(parameters);
        ActivationUsersListing listing =
                users.listing(scope, runId, uri.getRequestUri().getRawQuery());
        return RestResponse.ResponseBuilder.<StreamingOutput>ok(listing::writeWithHeader)
                .header(CoverageHeaders.STALE_PARTITIONS, CoverageHeaders.stale(listing.stalePartitions()))
                .build();
    }
}
