package dev.lodestar.gateway.edge;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Puts an eye on each connection before anything else reads from it. The platform has no limit on how long the head of a request may take; this is Netty's own place for rules that
 * hold for all of its servers in a process, found as a service and only where the process asks for it ({@link Asked}).
 */
@RegisterForReflection
public final class ConnectionWatch extends ChannelInitializerExtension {
    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline()
                .addFirst(new AcceptedConnection(Arc.requireContainer()
                        .instance(AcceptedConnections.class)
                        .get()));
    }

    /** Asks for the watch before the first event loop runs. */
    @ApplicationScoped
    static class Asked implements VertxOptionsCustomizer {
        @Override
        public void accept(VertxOptions options) {
            System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        }
    }
}
