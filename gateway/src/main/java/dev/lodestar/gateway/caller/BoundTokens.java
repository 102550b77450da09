package dev.lodestar.gateway.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are bound to a key (RFC 9449) count only together with a proof that the caller has the key, and each proof counts once and for a short time. That proof, token, key,
 * method and address fit each other is checked by the platform before. Tokens that are bound to a certificate (RFC 8705) count only over a connection whose client has shown it.
 */
@ApplicationScoped
public class BoundTokens {
    /** The longest id of a proof; a UUID has 36 characters. */
    private static final int ID_LIMIT = 256;

    /** The claim that says what a token is bound to. */
    static final String CONFIRMATION = "cnf";

    private static final String CERTIFICATE = "x5t#S256";

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
        Object bound = identity.getPrincipal() instanceof JsonWebToken claims ? claims.getClaim(CONFIRMATION) : null;
        return switch (bound) {
            case null -> !config.boundOnly();
            case Map<?, ?> to
            when to.keySet().equals(Set.of(CERTIFICATE)) -> isShown(request.request(), text(to.get(CERTIFICATE)));
            default -> false;
        };
    }

    /** A signed token's value is a text, that of an opaque one JSON. */
    private static String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case JsonString json -> json.getString();
            case null, default -> "";
        };
    }

    /** Whether the client of the connection has shown the certificate, and so has its key. */
    private static boolean isShown(HttpServerRequest request, String thumbprint) {
        SSLSession session = request.sslSession();
        if (session == null) {
            return false;
        }
        try {
            byte[] shown = MessageDigest.getInstance("SHA-256").digest(session.getPeerCertificates()[0].getEncoded());
            return MessageDigest.isEqual(shown, Base64.getUrlDecoder().decode(thumbprint));
        } catch (SSLPeerUnverifiedException | IllegalArgumentException none) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was taken cannot be read", e);
        }
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
