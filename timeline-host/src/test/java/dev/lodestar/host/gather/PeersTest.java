package dev.lodestar.host.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lodestar.engine.query.ExtentQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.PowerUserQuery;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.host.shard.Replica;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer that answers with a status of the test's choice, and what is said of it. */
class PeersTest {
    private static final int CONVERTER_PRIORITY = 300;
    private static final int SILENT = 0;
    private static final int STALLED = 1;
    private static final Logger LOG = Logger.getLogger(Peers.class.getName());
    private static final byte[] NO_TALLIES = TallyJson.write(new TallyResponse(List.of()));

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            told.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final Peers peers = new Peers(
            new SmallRyeConfigBuilder()
                    .withMapping(GatherConfig.class)
                    .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                    .withDefaultValue("lodestar.gather.peer-timeout", "2s")
                    .build()
                    .getConfigMapping(GatherConfig.class),
            () -> "own",
            Optional::empty,
            Optional.empty());
    private volatile int status = 200;

    PeersTest() throws IOException {}

    @BeforeEach
    void listen() {
        http.createContext("/internal/v1/tallies", exchange -> {
            if (status == SILENT) {
                exchange.close();
                return;
            }
            if (status == STALLED) {
                exchange.sendResponseHeaders(200, NO_TALLIES.length);
                exchange.getResponseBody().write(NO_TALLIES, 0, 1);
                exchange.getResponseBody().flush();
                return;
            }
            exchange.sendResponseHeaders(status, NO_TALLIES.length);
            exchange.getResponseBody().write(NO_TALLIES);
            exchange.close();
        });
        http.start();
        LOG.addHandler(listener);
    }

    @AfterEach
    void leave() {
        LOG.removeHandler(listener);
        http.stop(0);
    }

    private void ask(TimelineQuery query) {
        Replica peer = new Replica("127.0.0.1", http.getAddress().getPort(), Set.of(0), Set.of());
        assertThat(peers.ask(peer, new TallyRequest("answer", null, null, Set.of(0), false, query))
                        .join()
                        .tallies())
                .isEmpty();
    }

    @Test
    void each_question_that_a_peer_of_another_version_does_not_understand_is_told_once_and_is_no_silence() {
        for (int turn = 0; turn < 2; turn++) {
            status = 400;
            ask(new PowerUserQuery(19_000, 28, Filters.EVERYBODY));
            status = 200;
            ask(new ExtentQuery());
        }

        assertThat(told).hasSize(1).first().asString().contains("another version", "PowerUserQuery");
    }

    @Test
    void a_question_that_a_peer_fails_with_is_told_once_while_it_answers_others_and_so_is_its_end() {
        for (int turn = 0; turn < 2; turn++) {
            status = 500;
            ask(new PowerUserQuery(19_000, 28, Filters.EVERYBODY));
            status = 200;
            ask(new ExtentQuery());
        }
        ask(new PowerUserQuery(19_000, 28, Filters.EVERYBODY));

        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).contains("500", "PowerUserQuery");
        assertThat(told.getLast()).contains("again", "PowerUserQuery");
    }

    @Test
    @Timeout(60)
    void a_peer_that_falls_silent_in_the_middle_of_its_answer_is_not_waited_for() {
        status = STALLED;
        ask(new ExtentQuery());

        assertThat(told).hasSize(1).first().asString().contains("does not answer", "Timeout");
    }

    @Test
    @Timeout(60)
    void lines_that_do_not_go_on_end_in_a_failure() throws IOException {
        status = STALLED;
        Replica peer = new Replica("127.0.0.1", http.getAddress().getPort(), Set.of(0), Set.of());

        try (InputStream lines = peers.read(peer, "/internal/v1/tallies")) {
            assertThat(lines.read()).isEqualTo(NO_TALLIES[0]);
            assertThatThrownBy(lines::read).isInstanceOf(IOException.class).hasMessageContaining("did not go on");
        }
    }

    @Test
    void a_silence_is_told_once_whatever_is_asked_and_so_is_its_end() {
        status = SILENT;
        ask(new PowerUserQuery(19_000, 28, Filters.EVERYBODY));
        ask(new ExtentQuery());
        status = 200;
        ask(new ExtentQuery());
        ask(new ExtentQuery());

        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).contains("does not answer");
        assertThat(told.getLast()).contains("answers again");
    }
}
