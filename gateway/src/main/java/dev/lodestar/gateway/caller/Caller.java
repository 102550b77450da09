package dev.lodestar.gateway.caller;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * A caller whose token has been verified.
 *
 * @param subject the provider's stable id of the user or service
 * @param client the client the token was issued to
 * @param name for people
 * @param roles realm roles, composite roles expanded
 * @param segments the segments that the caller's figures are held to
 * @param heldToSegments whether they are held to any; else {@code segments} is empty and stands for all
 * @param token the access token, to be forwarded
 */
public record Caller(
        String subject,
        @Nullable String client,
        String name,
        Set<String> roles,
        List<String> segments,
        boolean heldToSegments,
        @Nullable String token) {

    /** The caller behind an authenticated identity. */
    public static Caller of(SecurityIdentity identity) {
        Principal principal = identity.getPrincipal();
        AccessTokenCredential credential = identity.getCredential(AccessTokenCredential.class);
        Set<String> roles = new TreeSet<>(identity.getRoles());
        String token = credential == null ? null : credential.getToken();
        if (principal instanceof JsonWebToken claims) {
            String subject = claims.getSubject() == null ? principal.getName() : claims.getSubject();
            List<String> segments = HeldSegments.of(identity, claims);
            return new Caller(
                    subject,
                    claims.getClaim("azp"),
                    principal.getName(),
                    roles,
                    segments == null ? List.of() : segments,
                    segments != null,
                    token);
        }
        return new Caller(principal.getName(), null, principal.getName(), roles, List.of(), false, token);
    }
}
