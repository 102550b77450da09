package dev.lodestar.host.gather;

import io.quarkus.arc.Arc;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The token that a question to a peer carries: the caller's where there is a caller, else (a step of an analysis run) the service's own. A
 * single replica has no peers and needs no client of its own.
 */
@ApplicationScoped
class PeerToken {
    private static final Duration TOKEN_TIMEOUT = Duration.ofSeconds(5);

    private final SecurityIdentity identity;
    private final OidcClient ownClient;

    PeerToken(SecurityIdentity identity, OidcClient ownClient) {
        this.identity = identity;
        this.ownClient = ownClient;
    }

    String current() {
        TokenCredential caller = callerToken();
        return caller == null ? ownToken() : caller.getToken();
    }

    private @Nullable TokenCredential callerToken() {
        return Arc.container().requestContext().isActive() ? identity.getCredential(TokenCredential.class) : null;
    }

    private String ownToken() {
        Tokens tokens = ownClient.getTokens().await().atMost(TOKEN_TIMEOUT);
        return tokens.getAccessToken();
    }
}
