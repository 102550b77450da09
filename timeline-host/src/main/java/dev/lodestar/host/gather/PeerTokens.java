package dev.lodestar.host.gather;

import io.quarkus.arc.Arc;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * The tokens that a question to a peer carries: the service's own, which peers answer, and the caller's where there is a caller (a step of an
 * analysis run has none). A single replica has no peers and needs no client of its own.
 */
@ApplicationScoped
class PeerTokens {
    private static final Duration TOKEN_TIMEOUT = Duration.ofSeconds(5);

    private final SecurityIdentity identity;
    private final OidcClient ownClient;
    private final TokensHelper kept = new TokensHelper();

    PeerTokens(SecurityIdentity identity, OidcClient ownClient) {
        this.identity = identity;
        this.ownClient = ownClient;
    }

    /** The service's own token; kept until it is about to expire. */
    String own() {
        Tokens tokens = kept.getTokens(ownClient).await().atMost(TOKEN_TIMEOUT);
        return tokens.getAccessToken();
    }

    /** The token of whoever asks. */
    Optional<String> caller() {
        return Arc.container().requestContext().isActive()
                ? Optional.ofNullable(identity.<TokenCredential>getCredential(TokenCredential.class))
                        .map(TokenCredential::getToken)
                : Optional.empty();
    }
}
