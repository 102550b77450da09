package dev.lodestar.kit.identity;

import io.quarkus.oidc.TokenIntrospection;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Makes an opaque token, of which only the provider can say what it is, as good as one that speaks for itself and no better: it must be meant for Lodestar, its roles
 * stand where the provider writes roles, and its claims (such as {@code segments}) hold. The platform by itself checks no audience here and reads roles from the scope.
 */
@ApplicationScoped
public class IntrospectedTokens implements SecurityIdentityAugmentor {
    private static final String INTROSPECTION = "introspection";

    private final List<String> audiences;
    private final String rolePath;

    IntrospectedTokens(
            @ConfigProperty(name = "quarkus.oidc.token.audience") List<String> audiences,
            @ConfigProperty(name = "quarkus.oidc.roles.role-claim-path") String rolePath) {
        this.audiences = audiences;
        this.rolePath = rolePath;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        boolean speaksForItself = identity.isAnonymous() || identity.getPrincipal() instanceof JsonWebToken;
        return !speaksForItself && identity.getAttribute(INTROSPECTION) instanceof TokenIntrospection introspection
                ? introspected(identity, introspection.getJsonObject())
                : Uni.createFrom().item(identity);
    }

    private Uni<SecurityIdentity> introspected(SecurityIdentity identity, JsonObject claims) {
        if (texts(claims.get("aud")).stream().noneMatch(audiences::contains)) {
            return Uni.createFrom()
                    .failure(new AuthenticationFailedException("the token is meant for another audience"));
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new IntrospectedToken(
                                claims, identity.getPrincipal().getName()))
                        .addRoles(Set.copyOf(texts(at(claims, rolePath))))
                        .addCredentials(identity.getCredentials())
                        .addAttributes(identity.getAttributes())
                        .build());
    }

    private static @Nullable JsonValue at(JsonObject claims, String path) {
        JsonValue value = claims;
        for (String step : path.split("/")) {
            value = value instanceof JsonObject object ? object.get(step) : null;
        }
        return value;
    }

    private static List<String> texts(@Nullable JsonValue value) {
        return switch (value) {
            case JsonString text -> List.of(text.getString());
            case JsonArray array ->
                array.stream()
                        .filter(JsonString.class::isInstance)
                        .map(text -> ((JsonString) text).getString())
                        .collect(Collectors.toList());
            case null, default -> List.of();
        };
    }
}
