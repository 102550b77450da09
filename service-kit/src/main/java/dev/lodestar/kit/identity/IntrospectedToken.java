package dev.lodestar.kit.identity;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The claims that the provider states of an opaque token: texts as text, numbers as long, the rest as JSON. */
record IntrospectedToken(JsonObject claims, String name) implements JsonWebToken {
    private static final String CLIENT = "azp";

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Set<String> getClaimNames() {
        return claims.keySet();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T getClaim(String claim) {
        JsonValue value = claims.get(claim);
        if (value == null && claim.equals(CLIENT)) {
            value = claims.get("client_id");
        }
        return (T)
                switch (value) {
                    case null -> null;
                    case JsonString text -> text.getString();
                    case JsonNumber number -> number.longValue();
                    default -> value;
                };
    }
}
