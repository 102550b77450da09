package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.audit.AuditLog;
import dev.lodestar.gateway.routing.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** Forwards calls to the services and streams both bodies. */
@ApplicationScoped
class ReverseProxy {
    private final GatewayConfig config;
    private final AuditLog audit;
    private final ProblemAnswer problems;
    private final GatewayMeters meters;
    private final HttpClient client;

    ReverseProxy(GatewayConfig config, AuditLog audit, ProblemAnswer problems, GatewayMeters meters, Vertx vertx) {
        this.config = config;
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
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(context -> request(call))
                .addInterceptor(new ProxiedCall(call, audit, problems, meters))
                .handle(call.context().request());
    }

    private Future<HttpClientRequest> request(ApiCall call) {
        Target target = call.route().target();
        URI address = config.address(target);
        boolean encrypted = "https".equals(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : encrypted ? 443 : 80;
        return client.request(new RequestOptions()
                .setHost(address.getHost())
                .setPort(port)
                .setSsl(encrypted)
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setIdleTimeout(call.route().exchange().answerWithin().toMillis()));
    }
}
