package dev.lodestar.gateway.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Callers whose signed token was verified a moment ago. A client sends the same token with each call, and checking its signature costs more than all else that the
 * gateway does with a query. Known is the whole header, to the last character. A token counts no longer than it says itself; a key that the provider withdraws,
 * for {@link TokenConfig#verifiedFor} at most: for half of it to all of it, so that tokens that came together are not verified together again and again. Tokens that
 * only the provider can judge, and those that need a proof with each call, are judged each time.
 */
@ApplicationScoped
public class VerifiedTokens {
    private static final String BEARER_SCHEME = "Bearer ";

    private final Cache<String, Verified> known;
    private final Duration knownFor;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param until when the token is known no longer, or ends by its own word */
    private record Verified(Caller caller, Instant until) {}

    @Inject
    VerifiedTokens(TokenConfig config) {
        this(config.verifiedFor(), config.verifiedRemembered(), Clock.systemUTC(), new Random());
    }

    VerifiedTokens(Duration knownFor, int limit, Clock clock, RandomGenerator random) {
        this.knownFor = knownFor;
        this.clock = clock;
        this.random = random;
        this.known = Caffeine.newBuilder()
                .maximumSize(limit)
                .expireAfterWrite(knownFor)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Whose token it is, if it was verified lately and has not ended. */
    public @Nullable Caller recall(@Nullable String authorization) {
        Verified verified = authorization == null ? null : known.getIfPresent(authorization);
        return verified != null && clock.instant().isBefore(verified.until()) ? verified.caller() : null;
    }

    /** Notes that the token was verified and admitted just now. */
    public void remember(@Nullable String authorization, SecurityIdentity identity, Caller caller) {
        if (authorization != null
                && authorization.regionMatches(true, 0, BEARER_SCHEME, 0, BEARER_SCHEME.length())
                && identity.getPrincipal() instanceof JsonWebToken claims
                && claims.getClaim(BoundTokens.CONFIRMATION) == null
                && identity.getAttribute(OidcUtils.INTROSPECTION_ATTRIBUTE) == null) {
            Instant end = Instant.ofEpochSecond(claims.getExpirationTime());
            Instant known = clock.instant().plusMillis((long) (knownFor.toMillis() * random.nextDouble(0.5, 1)));
            this.known.put(authorization, new Verified(caller, end.isBefore(known) ? end : known));
        }
    }
}
