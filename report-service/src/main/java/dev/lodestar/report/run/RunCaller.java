package dev.lodestar.report.run;

import dev.lodestar.kit.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.quarkus.security.identity.SecurityIdentity;
import java.security.Principal;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Who starts a run.
 *
 * @param name for people
 * @param subject the provider's id of the person or service; the name where the token has none
 * @param client the client that the token was issued to; null where the token names none
 * @param traceParent header of the trace that the request belongs to; null where there is none
 */
public record RunCaller(
        String name,
        String subject,
        @Nullable String client,
        @Nullable String traceParent) {
    /** The caller of the current request. */
    public static RunCaller of(SecurityIdentity identity) {
        Principal principal = identity.getPrincipal();
        String name = principal.getName();
        String trace = TraceParent.of(Span.current().getSpanContext()).orElse(null);
        if (principal instanceof JsonWebToken claims) {
            String subject = claims.getSubject() == null ? name : claims.getSubject();
            return new RunCaller(name, subject, claims.getClaim("azp"), trace);
        }
        return new RunCaller(name, name, null, trace);
    }
}
