package dev.lodestar.gateway.caller;

import io.quarkus.oidc.TenantResolver;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a request is authenticated: with an Authorization header by its bearer token (the default configuration) or, when the header says so, by a token that is bound to
 * a key (the configuration {@code dpop}), else by the dashboard's session cookie (the configuration {@code dashboard}, which knows the authorisation-code flow). A request with
 * both is judged by its token alone.
 */
@ApplicationScoped
public class SessionTenant implements TenantResolver {
    /** The name of the OIDC configuration with the authorisation-code flow. */
    public static final String DASHBOARD = "dashboard";

    private static final String DPOP = "dpop";
    private static final String DPOP_SCHEME = "DPoP ";

    @Override
    public @Nullable String resolve(RoutingContext request) {
        if (bySession(request)) {
            return DASHBOARD;
        }
        return withProof(request) ? DPOP : null;
    }

    /** Whether the request claims to prove that it has the key that its token is bound to. */
    static boolean withProof(RoutingContext request) {
        String authorization = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, DPOP_SCHEME, 0, DPOP_SCHEME.length());
    }

    /** Whether the request's identity, if it has one, comes from the session cookie. */
    public static boolean bySession(RoutingContext request) {
        return !request.request().headers().contains(HttpHeaders.AUTHORIZATION);
    }
}
