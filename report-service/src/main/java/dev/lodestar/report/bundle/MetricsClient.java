package dev.lodestar.report.bundle;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.faulttolerance.api.RetryWhen;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.function.Predicate;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What the metrics service serves as files. Called with this service's own token, and again after a moment where it was away. */
@RegisterRestClient(configKey = "metrics")
@OidcClientFilter
@Path("/api/v1")
interface MetricsClient {
    /** With the pauses doubled each time a little over three seconds in all. */
    int RETRIES = 4;

    long PAUSE_MILLIS = 200;

    /** A failure that may be over when the same is asked again: nobody answered, or somebody who cannot just now. */
    class Passing implements Predicate<Throwable> {
        @Override
        public boolean test(Throwable failure) {
            return failure instanceof ProcessingException
                    || (failure instanceof WebApplicationException refused
                            && refused.getResponse().getStatus()
                                    >= Response.Status.INTERNAL_SERVER_ERROR.getStatusCode());
        }
    }

    /** One of the seven queries with range and segment as its parameters. */
    @GET
    @Retry(maxRetries = RETRIES, delay = PAUSE_MILLIS)
    @ExponentialBackoff
    @RetryWhen(exception = Passing.class)
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
    @Retry(maxRetries = RETRIES, delay = PAUSE_MILLIS)
    @ExponentialBackoff
    @RetryWhen(exception = Passing.class)
    @Path("metrics/activation/users")
    @Produces("text/csv")
    InputStream activationUsers(
            @QueryParam("run_id") String runId,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("segment") @Nullable String segment);
}
