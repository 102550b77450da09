package dev.lodestar.gateway.edge;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * What to do with the rest of a body whose request was answered early: it is read and thrown away for a moment, so that the client finds the answer, and then the
 * connection is closed. Closing at once could reset the connection before the answer is read.
 */
final class UnreadBody {
    private static final long LINGER_MILLIS = 1000;

    private UnreadBody() {}

    /** To be called before the answer leaves. On HTTP/2 the other streams of the connection go on. */
    static void discard(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.version() == HttpVersion.HTTP_2) {
            return;
        }
        context.addEndHandler(answered -> context.vertx().setTimer(LINGER_MILLIS, due -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        }));
    }
}
