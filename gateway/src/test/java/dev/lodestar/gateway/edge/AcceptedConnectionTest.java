package dev.lodestar.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedConnectionTest {
    private static final Duration NO_TIME = Duration.ZERO;
    private static final Duration LONG = Duration.ofHours(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** A connection whose first and next heads have so much time, and the moment at which it is looked at. */
    private final class Connection {
        private final AcceptedConnection watched;
        private final EmbeddedChannel channel;

        Connection(Duration firstHead, Duration nextHead) {
            this.watched =
                    new AcceptedConnection(new AcceptedConnections(new GatewayMeters(meters), firstHead, nextHead));
            this.channel = new EmbeddedChannel() {
                @Override
                protected SocketAddress remoteAddress0() {
                    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
                }
            };
            channel.pipeline().addFirst(watched);
            channel.pipeline().fireChannelActive();
        }

        boolean isOpenWhenLookedAt() {
            if (channel.isOpen()) {
                watched.look(channel.pipeline().context(watched));
            }
            return channel.isOpen();
        }
    }

    @Test
    void without_a_request_in_time_it_is_closed() {
        assertThat(new Connection(NO_TIME, LONG).isOpenWhenLookedAt()).isFalse();
        assertThat(meters.counter("lodestar.gateway.connections.cut").count()).isEqualTo(1);
    }

    /** A timer that outlived its connection would hold on to it, half a minute for each of a flood of short ones. */
    @Test
    void no_timer_outlives_its_connection() {
        Connection connection = new Connection(LONG, LONG);
        assertThat(connection.channel.runScheduledPendingTasks()).isPositive();
        connection.channel.pipeline().close(); // by itself the channel of tests would cancel all timers
        assertThat(connection.channel.runScheduledPendingTasks()).isEqualTo(-1);
    }

    /** A request finds its connection by the peer's address, which Netty and Vert.x each write down. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "192.0.2.7", "::1", "2001:db8::1:0:7", "::ffff:192.0.2.7", "fe80::1%1"})
    void an_address_has_one_name(String address) throws UnknownHostException {
        InetSocketAddress peer = new InetSocketAddress(InetAddress.getByName(address), 4711);
        assertThat(AcceptedConnections.name(io.vertx.core.net.SocketAddress.inetSocketAddress(peer)))
                .isEqualTo(AcceptedConnections.name(peer.getAddress().getHostAddress(), 4711));
    }

    @Test
    void a_first_head_has_its_time() {
        assertThat(new Connection(LONG, NO_TIME).isOpenWhenLookedAt()).isTrue();
    }

    @Test
    void as_long_as_a_request_is_being_answered_it_is_open() {
        Connection connection = new Connection(LONG, NO_TIME);
        connection.watched.begin();
        connection.watched.begin();
        connection.watched.end();
        assertThat(connection.isOpenWhenLookedAt()).isTrue();
        connection.watched.end();
        assertThat(connection.isOpenWhenLookedAt()).isFalse();
    }

    @Test
    void after_an_answer_the_next_head_has_its_time() {
        Connection connection = new Connection(LONG, LONG);
        connection.watched.begin();
        connection.watched.end();
        assertThat(connection.isOpenWhenLookedAt()).isTrue();
    }
}
