package dev.lodestar.gateway.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Tokens that are bound to a key (RFC 9449) count only together with a proof that the caller has the key, and each proof counts once and for a short time. That proof, token, key,
 * method and address fit each other is checked by the platform before.
 */
@ApplicationScoped
public class BoundTokens {
    /** The longest id of a proof; a UUID has 36 characters. */
    private static final int ID_LIMIT = 256;

    private static final String CONFIRMATION = "cnf";

    private final TokenConfig config;
    private final Cache<String, Boolean> proofs;

    BoundTokens(TokenConfig config) {
        this.config = config;
        this.proofs = Caffeine.newBuilder()
                .maximumSize(config.proofsRemembered())
                .expireAfterWrite(config.proofAge().multipliedBy(2))
                .build();
    }

    /** Whether the token of an authenticated request may be used in the way in which it came. */
    public boolean admits(RoutingContext request, SecurityIdentity identity) {
        if (SessionTenant.bySession(request)) {
            return true;
        }
        if (SessionTenant.withProof(request)) {
            JsonObject proof = request.get(OidcUtils.DPOP_PROOF_JWT_CLAIMS);
            return proof != null && isFresh(proof);
        }
        boolean bound = identity.getPrincipal() instanceof JsonWebToken claims && claims.getClaim(CONFIRMATION) != null;
        return !bound && !config.boundOnly();
    }

    private boolean isFresh(JsonObject proof) {
        if (!(proof.getValue("iat") instanceof Number issuedAt)
                || !(proof.getValue("jti") instanceof String id)
                || id.length() > ID_LIMIT) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(issuedAt.longValue()), Instant.now())
                .abs();
        return age.compareTo(config.proofAge()) <= 0 && proofs.asMap().putIfAbsent(id, true) == null;
    }
}
