package dev.lodestar.growth.observation;

import io.quarkus.oidc.token.propagation.common.AccessToken;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The metrics service, asked with the caller's own token. */
@Path("/api/v1")
@AccessToken
@RegisterRestClient(configKey = "metrics")
interface MetricsClient {

    @GET
    @Path("/metrics/summary")
    Uni<SummaryAnswer> summary();

    @GET
    @Path("/metrics/acquisition")
    Uni<AcquisitionAnswer> acquisition();

    @GET
    @Path("/funnel")
    Uni<FunnelAnswer> funnel();
}
