package dev.lodestar.kit.management;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends {@code /q/*} on the service's own port on to the management port. For people at a laptop, who have one address per service; off unless
 * {@code lodestar.management.redirect} names the management address.
 */
@ApplicationScoped
public class ManagementRedirect {
    /** Stands on the service's own port, where the gateway reads it. */
    private static final String API_DOCUMENT = "/q/openapi";

    private final Optional<URI> target;

    ManagementRedirect(@ConfigProperty(name = "lodestar.management.redirect") Optional<URI> target) {
        this.target = target;
    }

    void register(@Observes Router router) {
        target.ifPresent(address -> router.get("/q/*").order(-1).handler(request -> {
            if (request.normalizedPath().equals(API_DOCUMENT)) {
                request.next();
                return;
            }
            request.response()
                    .setStatusCode(307)
                    .putHeader(
                            "Location", address.resolve(request.request().uri()).toString())
                    .end();
        }));
    }
}
