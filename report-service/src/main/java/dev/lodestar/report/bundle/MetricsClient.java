package dev.lodestar.report.bundle;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What the metrics service serves as files. Called with this service's own token. */
@RegisterRestClient(configKey = "metrics")
@OidcClientFilter
@Path("/api/v1")
interface MetricsClient {
    /** One of the seven queries with range and segment as its parameters. */
    @GET
    @Path("sql/{name}")
    @Produces("application/sql, text/plain;q=0.5")
    String sql(
            @PathParam("name") String name,
            @QueryParam("dialect") String dialect,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("segment") @Nullable String segment);

    /** One CSV row per user at the barrier of the run, streamed. */
    @GET
    @Path("metrics/activation/users")
    @Produces("text/csv")
    InputStream activationUsers(
            @QueryParam("run_id") String runId,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("segment") @Nullable String segment);
}
