package dev.lodestar.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A connection that somebody has made: closed when the head of a request is not whole in time, however steadily its bytes drip in. */
final class AcceptedConnection extends ChannelInboundHandlerAdapter {
    private static final long WHILE_ANSWERING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AcceptedConnections connections;
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
            context.channel().closeFuture().addListener(closed -> connections.remove(address, peer.getPort(), this));
            lookAfter(context, connections.firstHead().toNanos());
        }
        super.channelActive(context);
    }

    private void lookAfter(ChannelHandlerContext context, long nanos) {
        context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
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
