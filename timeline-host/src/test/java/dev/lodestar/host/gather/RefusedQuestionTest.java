package dev.lodestar.host.gather;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lodestar.engine.query.AsOf;
import dev.lodestar.engine.query.ExtentQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.PowerUserQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.TimelineShard;
import dev.lodestar.host.shard.OnePeer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that owns the only partition and answers every question but one, as one of another version does. */
class RefusedQuestionTest {
    private static final int CONVERTER_PRIORITY = 200;
    private static final PowerUserQuery NOT_UNDERSTOOD = new PowerUserQuery(19_000, 28, Filters.EVERYBODY);

    private final AtomicInteger refused = new AtomicInteger();
    private final HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    RefusedQuestionTest() throws IOException {}

    @BeforeEach
    void listen() {
        Tally nothing = new ExtentQuery().tally(new TimelineShard(ProjectCalendar.UTC, EventPlan.standard()).view());
        byte[] answer =
                TallyJson.write(new TallyResponse(List.of(new PartialTally(0, false, AsOf.of(0, 1, 1), nothing))));
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext(TalliesResource.PATH, exchange -> {
            String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean isRefused = question.contains(NOT_UNDERSTOOD.getClass().getSimpleName());
            refused.addAndGet(isRefused ? 1 : 0);
            exchange.sendResponseHeaders(isRefused ? 400 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        http.start();
    }

    @AfterEach
    void leave() {
        http.stop(0);
    }

    @Test
    void a_question_that_a_peer_refuses_is_asked_once_and_says_that_it_is_incomplete() {
        GatherConfig config = new SmallRyeConfigBuilder()
                .withMapping(GatherConfig.class)
                .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                .build()
                .getConfigMapping(GatherConfig.class);
        OnePeer shards = new OnePeer(http.getAddress().getPort());
        ShardGateway gateway = new ShardGateway(
                shards,
                new LocalTallies(new HeldViews(shards, config, Clock.systemUTC()), config),
                new Peers(config, () -> "own", Optional::empty, Optional.empty()),
                new Absences(config),
                new QueryMeters(new SimpleMeterRegistry()),
                config);

        try (AnswerShards answer = gateway.latest()) {
            assertThat(answer.gather(new ExtentQuery()).completeness()).isEqualTo(1);
            assertThat(answer.gather(NOT_UNDERSTOOD).completeness()).isZero();
        }
        assertThat(refused).hasValue(1);
    }
}
