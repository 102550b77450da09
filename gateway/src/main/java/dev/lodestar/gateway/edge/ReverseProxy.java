package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.audit.AuditLog;
import dev.lodestar.gateway.limits.LimitsConfig;
import dev.lodestar.gateway.routing.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Forwards calls to the services and streams both bodies. */
@ApplicationScoped
class ReverseProxy {
    private final GatewayConfig config;
    private final AuditLog audit;
    private final ProblemAnswer problems;
    private final GatewayMeters meters;
    private final Outages outages;
    private final LimitsConfig limits;
    private final Vertx vertx;
    private final HttpClient client;

    ReverseProxy(
            GatewayConfig config,
            LimitsConfig limits,
            Outages outages,
            AuditLog audit,
            ProblemAnswer problems,
            GatewayMeters meters,
            Vertx vertx) {
        this.config = config;
        this.limits = limits;
        this.outages = outages;
        this.vertx = vertx;
        this.audit = audit;
        this.problems = problems;
        this.meters = meters;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(
                                Math.toIntExact(config.connectTimeout().toMillis()))
                        .setKeepAliveTimeout(Math.toIntExact(config.keepAlive().toSeconds()))
                        .setMaxWaitQueueSize(config.waitingLimit()),
                new PoolOptions().setHttp1MaxSize(config.connectionLimit()));
    }

    void forward(ApiCall call) {
        ProxiedCall proxied = new ProxiedCall(call, outages, audit, problems, meters, this::guarded);
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(context -> request(call).onSuccess(connected -> proxied.leaves()))
                .addInterceptor(proxied)
                .handle(call.context().request());
    }

    /** The request's body, watched; null when the request has none. */
    private @Nullable GuardedBody guarded(ApiCall call) {
        HttpServerRequest request = call.context().request();
        return hasBody(request)
                ? new GuardedBody(request, limits.of(call.route().exchange()), vertx)
                : null;
    }

    /** On HTTP/2 a body needs no announcement. */
    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || (length == null ? request.version() == HttpVersion.HTTP_2 : !length.equals("0"));
    }

    private Future<HttpClientRequest> request(ApiCall call) {
        Target target = call.route().target();
        URI address = config.address(target);
        boolean encrypted = "https".equals(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : encrypted ? 443 : 80;
        RequestOptions options = new RequestOptions()
                .setHost(address.getHost())
                .setPort(port)
                .setSsl(encrypted)
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setIdleTimeout(
                        limits.of(call.route().exchange()).answerWithin().toMillis());
        return client.request(options).onSuccess(ReverseProxy::failThroughTheAnswer);
    }

    /** What goes wrong with a request is told by the future of its answer; without a handler of its own it would be logged as an error too. */
    private static void failThroughTheAnswer(HttpClientRequest request) {
        request.exceptionHandler(told -> {});
    }
}
