package dev.lodestar.gateway.edge;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;

/** The meters of an HTTP server, which see a request before it is decided who answers it. */
final class WatchedServerMetrics<R, W, S> implements HttpServerMetrics<R, W, S> {
    private final HttpServerMetrics<R, W, S> metrics;
    private final Handler<HttpServerRequest> unparsable;

    WatchedServerMetrics(HttpServerMetrics<R, W, S> metrics, Handler<HttpServerRequest> unparsable) {
        this.metrics = metrics;
        this.unparsable = unparsable;
    }

    @Override
    public R requestBegin(S socket, HttpRequest request) {
        if (request instanceof HttpServerRequest incoming
                && incoming.decoderResult().isFailure()
                && incoming.connection() instanceof HttpServerConnection connection) {
            connection.invalidRequestHandler(unparsable);
        }
        return metrics.requestBegin(socket, request);
    }

    @Override
    public void requestEnd(R request, HttpRequest head, long bytes) {
        metrics.requestEnd(request, head, bytes);
    }

    @Override
    public void requestReset(R request) {
        metrics.requestReset(request);
    }

    @Override
    public void requestRouted(R request, String route) {
        metrics.requestRouted(request, route);
    }

    @Override
    public void responseBegin(R request, HttpResponse response) {
        metrics.responseBegin(request, response);
    }

    @Override
    public R responsePushed(S socket, HttpMethod method, String address, HttpResponse response) {
        return metrics.responsePushed(socket, method, address, response);
    }

    @Override
    public void responseEnd(R request, HttpResponse response, long bytes) {
        metrics.responseEnd(request, response, bytes);
    }

    @Override
    public W connected(S socket, R request, ServerWebSocket webSocket) {
        return metrics.connected(socket, request, webSocket);
    }

    @Override
    public void disconnected(W webSocket) {
        metrics.disconnected(webSocket);
    }

    @Override
    public S connected(SocketAddress peer, String name) {
        return metrics.connected(peer, name);
    }

    @Override
    public void disconnected(S socket, SocketAddress peer) {
        metrics.disconnected(socket, peer);
    }

    @Override
    public void bytesRead(S socket, SocketAddress peer, long bytes) {
        metrics.bytesRead(socket, peer, bytes);
    }

    @Override
    public void bytesWritten(S socket, SocketAddress peer, long bytes) {
        metrics.bytesWritten(socket, peer, bytes);
    }

    @Override
    public void exceptionOccurred(S socket, SocketAddress peer, Throwable failure) {
        metrics.exceptionOccurred(socket, peer, failure);
    }

    @Override
    public void close() {
        metrics.close();
    }
}
