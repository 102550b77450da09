package dev.lodestar.report.alert;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the ingest service says of the quality of the data. Called with this service's own token. */
@RegisterRestClient(configKey = "ingest")
@OidcClientFilter
@Path("/api/v1/quality")
interface QualityClient {
    /** Days of receipt in [from, to). */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    Uni<QualityAnswer> days(@QueryParam("from") String from, @QueryParam("to") String to);
}
