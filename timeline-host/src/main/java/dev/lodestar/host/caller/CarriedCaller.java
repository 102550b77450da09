package dev.lodestar.host.caller;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.problem.CommonProblem;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The caller on whose behalf a replica asks another. The asking replica shows its own token as the bearer of the call and carries its caller's along
 * in {@link #HEADER}; that token is checked here like any other, and what it holds its caller to (claim {@code segments}) holds here too. Only who
 * has the role {@code replica} is listened to, so the header alone opens nothing.
 */
@ApplicationScoped
public class CarriedCaller {
    /** The header that carries the caller's token; absent where nobody asks, as in a step of an analysis run. */
    public static final String HEADER = "Lodestar-Caller";

    private final Function<String, SecurityIdentity> verification;
    private final Consumer<SecurityIdentity> association;

    @Inject
    CarriedCaller(
            IdentityProviderManager identities, CurrentVertxRequest request, CurrentIdentityAssociation association) {
        this(
                token -> identities.authenticateBlocking(HttpSecurityUtils.setRoutingContextAttribute(
                        new TokenAuthenticationRequest(new AccessTokenCredential(token)), request.getCurrent())),
                association::setIdentity);
    }

    /**
     * A check of its own.
     *
     * @param verification the identity of a token, or an {@link AuthenticationFailedException}
     * @param association takes the identity that the rest of the request has
     */
    public CarriedCaller(Function<String, SecurityIdentity> verification, Consumer<SecurityIdentity> association) {
        this.verification = verification;
        this.association = association;
    }

    /**
     * Goes on as the caller whose token was carried along, if there was one.
     *
     * @param token the value of {@link #HEADER}
     * @param role what the caller needs
     * @throws ProblemException when the token is not valid, or has neither the role nor admin
     */
    public void assume(@Nullable String token, String role) {
        if (token == null) {
            return;
        }
        SecurityIdentity caller = verified(token);
        if (!caller.hasRole(role) && !caller.hasRole(Roles.ADMIN)) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "The caller's token does not carry the role " + role);
        }
        association.accept(caller);
    }

    private SecurityIdentity verified(String token) {
        try {
            return verification.apply(token);
        } catch (AuthenticationFailedException e) {
            throw new ProblemException(CommonProblem.UNAUTHENTICATED, "The caller's token is not valid");
        }
    }
}
