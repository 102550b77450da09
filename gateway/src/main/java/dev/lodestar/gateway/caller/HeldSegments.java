package dev.lodestar.gateway.caller;

import dev.lodestar.kit.identity.SegmentClaim;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The segments that a caller's figures are held to. Who has a session is known by an ID token; the services are handed the access token and hold figures to
 * what that one says, so its claim comes first. It has been verified with the session.
 */
final class HeldSegments {
    private HeldSegments() {}

    /** The claim's segments, perhaps none; null where no token makes the claim, which stands for all. */
    static @Nullable List<String> of(SecurityIdentity identity, JsonWebToken principal) {
        AccessTokenCredential access = identity.getCredential(AccessTokenCredential.class);
        Object claim = access == null || identity.getCredential(IdTokenCredential.class) == null
                ? null
                : payload(access.getToken()).get(SegmentClaim.NAME);
        return segments(claim == null ? principal.getClaim(SegmentClaim.NAME) : claim);
    }

    /** The claims of a signed token; of one that is opaque there are none to read. */
    private static JsonObject payload(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
        try (JsonReader reader = Json.createReader(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(parts[1])))) {
            return reader.readObject();
        } catch (IllegalArgumentException | JsonException e) {
            return JsonObject.EMPTY_JSON_OBJECT; // opaque, though it has dots as well
        }
    }

    private static @Nullable List<String> segments(@Nullable Object claim) {
        return switch (claim) {
            case null -> null;
            case JsonArray array ->
                array.getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .toList();
            case JsonString text -> separated(text.getString());
            default -> separated(claim.toString());
        };
    }

    private static List<String> separated(String segments) {
        return Stream.of(segments.split(","))
                .map(String::strip)
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
