package dev.lodestar.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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
