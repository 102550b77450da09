package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.limits.LimitsConfig;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The connections that are open, by who made them, and how long each may take until the head of its next request is whole. */
@Singleton
class AcceptedConnections {
    private static final int BEFORE_ALL = -20_000;

    private final Map<String, AcceptedConnection> open = new ConcurrentHashMap<>();
    private final GatewayMeters meters;
    private final Duration firstHead;
    private final Duration nextHead;

    @Inject
    AcceptedConnections(
            GatewayMeters meters,
            LimitsConfig limits,
            @ConfigProperty(name = "quarkus.http.idle-timeout") Duration idleTimeout) {
        this(meters, limits.headWithin(), idleTimeout);
    }

    AcceptedConnections(GatewayMeters meters, Duration firstHead, Duration nextHead) {
        this.meters = meters;
        this.firstHead = firstHead;
        this.nextHead = nextHead;
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_ALL).handler(this::mark);
    }

    void register(@Observes ManagementInterface management) {
        management.router().route().order(BEFORE_ALL).handler(this::mark);
    }

    private void mark(RoutingContext context) {
        AcceptedConnection connection =
                open.get(name(context.request().connection().remoteAddress(true)));
        if (connection != null) {
            connection.begin();
            context.addEndHandler(ended -> connection.end());
        }
        context.next();
    }

    static String name(@Nullable SocketAddress peer) {
        return peer == null ? "" : name(peer.hostAddress(), peer.port());
    }

    static String name(String address, int port) {
        return address + ' ' + port;
    }

    void add(String address, int port, AcceptedConnection connection) {
        open.put(name(address, port), connection);
    }

    void remove(String address, int port, AcceptedConnection connection) {
        open.remove(name(address, port), connection);
    }

    Duration firstHead() {
        return firstHead;
    }

    Duration nextHead() {
        return nextHead;
    }

    void countCut() {
        meters.cut();
    }
}
