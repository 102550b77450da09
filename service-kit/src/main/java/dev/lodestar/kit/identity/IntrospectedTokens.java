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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final Pattern STEP = Pattern.compile("\"([^\"]+)\"|[^/\"]+");

    private final List<String> audiences;
    private final List<List<String>> rolePaths;

    IntrospectedTokens(
            @ConfigProperty(name = "quarkus.oidc.token.audience") List<String> audiences,
            @ConfigProperty(name = "quarkus.oidc.roles.role-claim-path") List<String> rolePaths) {
        this.audiences = audiences;
        this.rolePaths = rolePaths.stream().map(IntrospectedTokens::steps).toList();
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
                        .addRoles(roles(claims))
                        .addCredentials(identity.getCredentials())
                        .addAttributes(identity.getAttributes())
                        .build());
    }

    /** The names along a path: one in quotes may have slashes, as those of claims that are addresses. */
    static List<String> steps(String path) {
        return STEP.matcher(path.strip())
                .results()
                .map(step -> step.group(1) == null ? step.group() : step.group(1))
                .toList();
    }

    /** As in a token that speaks for itself, a text may name several roles. */
    private Set<String> roles(JsonObject claims) {
        return rolePaths.stream()
                .flatMap(path -> texts(at(claims, path)).stream())
                .flatMap(text -> Stream.of(text.split(" ")))
                .collect(Collectors.toSet());
    }

    private static @Nullable JsonValue at(JsonObject claims, List<String> path) {
        JsonValue value = claims;
        for (String step : path) {
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
