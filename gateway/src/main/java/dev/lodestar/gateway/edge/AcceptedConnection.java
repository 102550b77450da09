package dev.lodestar.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection that somebody has made: closed when the head of a request is not whole in time, however steadily its bytes drip in. */
final class AcceptedConnection extends ChannelInboundHandlerAdapter {
    private static final long WHILE_ANSWERING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AcceptedConnections connections;
    private @Nullable Future<?> nextLook;
    private int openRequests;
    private long headByNanos;

    AcceptedConnection(AcceptedConnections connections) {
        this.connections = connections;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        if (context.channel().remoteAddress() instanceof InetSocketAddress peer) {
            String address = peer.getAddress().getHostAddress();
            expectHeadWithin(connections.firstHead());
            connections.add(address, peer.getPort(), this);
            context.channel().closeFuture().addListener(closed -> forget(address, peer.getPort()));
            lookAfter(context, connections.firstHead().toNanos());
        }
        super.channelActive(context);
    }

    private void lookAfter(ChannelHandlerContext context, long nanos) {
        nextLook = context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
    }

    /** Takes the timer away with the connection: until it ran out it would hold on to it, and short connections may be many. */
    private void forget(String address, int port) {
        connections.remove(address, port, this);
        if (nextLook != null) {
            nextLook.cancel(false);
        }
    }

    /** Closes the connection where it had its time. */
    void look(ChannelHandlerContext context) {
        if (!context.channel().isOpen()) {
            return;
        }
        long left = leftNanos();
        if (left > 0) {
            lookAfter(context, left);
        } else {
            connections.countCut();
            context.close();
        }
    }

    /** How long until it has to be looked at again. */
    private synchronized long leftNanos() {
        return openRequests > 0 ? WHILE_ANSWERING_NANOS : headByNanos - System.nanoTime();
    }

    private synchronized void expectHeadWithin(Duration time) {
        headByNanos = System.nanoTime() + time.toNanos();
    }

    /** The head of a request is here. */
    synchronized void begin() {
        openRequests++;
    }

    /** A request is answered or given up. */
    synchronized void end() {
        openRequests--;
        expectHeadWithin(connections.nextHead());
    }
}
