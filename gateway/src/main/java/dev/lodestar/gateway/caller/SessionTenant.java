package dev.lodestar.gateway.caller;

import io.quarkus.oidc.TenantResolver;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a request is authenticated: with an Authorization header by its bearer token (the default configuration), else by the dashboard's session
 * cookie (the configuration {@code dashboard}, which knows the authorisation-code flow). A request with both is judged by its token alone.
 */
@ApplicationScoped
public class SessionTenant implements TenantResolver {
    /** The name of the OIDC configuration with the authorisation-code flow. */
    public static final String DASHBOARD = "dashboard";

    @Override
    public @Nullable String resolve(RoutingContext request) {
        return bySession(request) ? DASHBOARD : null;
    }

    /** Whether the request's identity, if it has one, comes from the session cookie. */
    public static boolean bySession(RoutingContext request) {
        return !request.request().headers().contains(HttpHeaders.AUTHORIZATION);
    }
}
