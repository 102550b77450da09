package dev.lodestar.gateway.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.ServerCookie;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The session's cookies over TLS: their names have the prefix {@code __Host-}, by which browsers take them from this host only, only over TLS and for all of its paths, so that no
 * neighbour's host and nobody on the wire can slip in one of theirs. The platform, which has no setting for that, knows them by their names without it.
 */
final class HostCookies {
    private static final String PREFIX = "__Host-";

    /** What the platform's names of them begin with. */
    private static final String OURS = "q_";

    private HostCookies() {}

    /** Reads them by the prefix; one without it is not ours. */
    static void translate(RoutingContext context) {
        MultiMap headers = context.request().headers();
        List<String> sent = headers.getAll(HttpHeaders.COOKIE);
        if (!sent.isEmpty()) {
            String known = sent.stream()
                    .flatMap(header -> Arrays.stream(header.split(";")))
                    .map(String::strip)
                    .filter(cookie -> !cookie.startsWith(OURS))
                    .map(cookie -> cookie.startsWith(PREFIX + OURS) ? cookie.substring(PREFIX.length()) : cookie)
                    .collect(Collectors.joining("; "));
            headers.set(HttpHeaders.COOKIE, known);
        }
        context.addHeadersEndHandler(leaving -> rename(context.request(), context.response()));
    }

    private static void rename(HttpServerRequest request, HttpServerResponse response) {
        for (Cookie cookie : set(request)) {
            if ("/".equals(cookie.getPath()) && cookie.getDomain() == null) {
                response.removeCookie(cookie.getName(), false);
                Cookie renamed = Cookie.cookie(PREFIX + cookie.getName(), cookie.getValue())
                        .setPath("/")
                        .setSecure(true)
                        .setHttpOnly(true)
                        .setSameSite(cookie.getSameSite());
                if (cookie.getMaxAge() >= 0) {
                    renamed.setMaxAge(cookie.getMaxAge());
                }
                response.addCookie(renamed);
            }
        }
    }

    /** Takes back those that the answer would set. */
    static void forget(RoutingContext context) {
        set(context.request()).forEach(cookie -> context.response().removeCookie(cookie.getName(), false));
    }

    private static List<Cookie> set(HttpServerRequest request) {
        return request.cookies().stream()
                .filter(cookie -> cookie.getName().startsWith(OURS))
                .filter(cookie -> cookie instanceof ServerCookie known && known.isChanged())
                .toList();
    }
}
