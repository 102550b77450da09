package dev.lodestar.growth.observation;

import io.quarkus.oidc.token.propagation.common.AccessToken;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The cohort service, asked with the caller's own token. */
@Path("/api/v1/cohorts")
@AccessToken
@RegisterRestClient(configKey = "cohort")
interface CohortClient {

    @GET
    @Path("/retention")
    Uni<RetentionAnswer> retention(@QueryParam("period") String period);

    @GET
    @Path("/ltv")
    Uni<LtvAnswer> ltv();
}
