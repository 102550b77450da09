package dev.lodestar.gateway.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which headers cross the gateway. Requests: a list of what may pass, so that nothing that a client says of its identity, its address or the path can be taken
 * for the gateway's word; of a trace the gateway's own span is told, not the client's. Answers: all but those that tell of the service's insides.
 */
final class ForwardedHeaders {
    private static final Set<String> REQUEST = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "content-encoding",
            "content-length",
            "content-type",
            "idempotency-key",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "last-event-id",
            "prefer",
            "range",
            "transfer-encoding",
            "user-agent");

    private static final List<String> NOT_ANSWERED =
            List.of("server", "x-powered-by", "set-cookie", "via", "x-request-id", "content-security-policy");

    private ForwardedHeaders() {}

    /** Leaves what may pass and adds the gateway's own. */
    static void request(MultiMap headers, ApiCall call) {
        List.copyOf(headers.names()).stream()
                .filter(name -> !REQUEST.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(headers::remove);
        HttpServerRequest request = call.context().request();
        HostAndPort host = request.authority();
        headers.set("X-Request-Id", call.id());
        headers.set("X-Forwarded-For", call.sourceAddress());
        headers.set("X-Forwarded-Proto", request.isSSL() ? "https" : "http");
        if (host != null) {
            headers.set("X-Forwarded-Host", host.toString());
        }
        String token = call.caller().token();
        if (token != null) {
            headers.set("Authorization", "Bearer " + token);
        }
    }

    /** Takes out what must not leave, and makes sure that no cache between here and the person keeps figures without asking. */
    static void answer(MultiMap headers) {
        NOT_ANSWERED.forEach(headers::remove);
        String caching = headers.get("Cache-Control");
        if (caching == null || caching.contains("public")) {
            headers.set("Cache-Control", "private, no-cache");
        }
    }

    /** Whether an answer is a page that people open by itself. */
    static boolean isPage(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("text/html");
    }
}
