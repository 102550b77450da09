package dev.lodestar.kit.meter;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Answers a Prometheus that reads OpenMetrics in OpenMetrics, which alone can carry exemplars: the trace of a request that took as long as its bucket says. The
 * framework's own route answers so only to those who cannot read anything else, which no Prometheus says of itself.
 */
@ApplicationScoped
class OpenMetricsRoute {
    private static final String PATH = "/q/metrics";
    private static final String MEDIA_TYPE = "application/openmetrics-text";
    private static final String CONTENT_TYPE = MEDIA_TYPE + "; version=1.0.0; charset=utf-8";
    private static final int BEFORE_THE_FRAMEWORK = -1;

    private final PrometheusMeterRegistry registry;

    OpenMetricsRoute(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    void register(@Observes ManagementInterface management) {
        management.router().get(PATH).order(BEFORE_THE_FRAMEWORK).blockingHandler(this::handle, false);
    }

    private void handle(RoutingContext context) {
        if (reads(context.request().getHeader(HttpHeaders.ACCEPT))) {
            context.response().putHeader(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE).end(registry.scrape(CONTENT_TYPE));
        } else {
            context.next();
        }
    }

    private static boolean reads(@Nullable String accept) {
        return accept != null && accept.contains(MEDIA_TYPE);
    }
}
