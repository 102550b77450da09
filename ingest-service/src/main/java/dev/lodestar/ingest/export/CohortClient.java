package dev.lodestar.ingest.export;

import io.quarkus.oidc.token.propagation.common.AccessToken;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The cohort service, asked with the caller's own token. */
@Path("/api/v1/users")
@AccessToken
@RegisterRestClient(configKey = "cohort")
interface CohortClient {

    @GET
    @Path("/{pseudonym}/lists")
    Uni<ListsOfUser> lists(@PathParam("pseudonym") UUID pseudonym);
}
