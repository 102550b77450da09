package dev.lodestar.host.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.lodestar.engine.query.ExtentQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.Gathered;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TotalsQuery;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.host.caller.CallerSegments;
import dev.lodestar.host.caller.CarriedCaller;
import dev.lodestar.host.shard.TestReplica;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.launcher.embedded.KafkaTopics;
import dev.lodestar.testkit.devstack.DevStack;
import dev.lodestar.testkit.secured.TestCertificate;
import dev.lodestar.testkit.timeline.TestTopics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas with a standby of each shard on the other, on a real broker, in one process, who ask each other over TLS and answer only who shows the
 * replicas' token and carries a caller's. The second is lost in the last test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoReplicasTest {
    private static final CallerSegments ANYBODY = new CallerSegments(
            QuarkusSecurityIdentity.builder().setAnonymous(true).build());

    private static final CarriedCaller UNCHECKED = new CarriedCaller(
            token -> QuarkusSecurityIdentity.builder()
                    .setAnonymous(true)
                    .addRole("viewer")
                    .build(),
            caller -> {});
    private static final String OWN_TOKEN = "of the service";
    private static final String CALLER_TOKEN = "of the caller";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONVERTER_PRIORITY = 200;
    private static final int USERS = 200;
    private static final int PARTITIONS = KafkaTopics.TIMELINE_PARTITIONS;
    private static final TotalsQuery TOTALS =
            new TotalsQuery(DayRange.of(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 2, 1)), Filters.EVERYBODY);

    private SSLContext tls;
    private TestTopics topics;
    private Node first;
    private Node second;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        String prefix = "two-" + UUID.randomUUID() + ".";
        KafkaTopics.create(DevStack.shared().bootstrapServers(), prefix);
        tls = context(TestCertificate.in(directory));
        topics = new TestTopics(DevStack.shared().bootstrapServers(), prefix);
        for (int i = 0; i < USERS; i++) {
            topics.profile(UUID.randomUUID(), Instant.parse("2024-01-05T00:00:00Z"), Map.of("segment", "individual"));
        }
        first = new Node(tls, prefix, directory.resolve("first"));
        second = new Node(tls, prefix, directory.resolve("second"));
        await("both replicas hold shards", () -> first.fresh() > 0 && second.fresh() > 0);
        await("no partition is without an owner", () -> first.fresh() + second.fresh() == PARTITIONS);
        await(
                "replicas know each other",
                () -> first.gather().completeness() == 1 && second.gather().completeness() == 1);
    }

    @AfterAll
    void stop() {
        first.close();
        second.close();
        topics.close();
    }

    @Test
    @Order(1)
    void a_question_is_timed_by_its_kind_where_it_is_asked() {
        long before = first.timed("totals");
        long atTheOther = second.timed("totals");

        first.gather();

        assertThat(first.timed("totals")).isEqualTo(before + 1);
        assertThat(second.timed("totals")).isEqualTo(atTheOther);
        assertThat(first.timed("step_funnel")).isZero();
    }

    @Test
    @Order(1)
    void both_replicas_give_the_same_complete_answer() {
        Gathered one = first.gather();
        Gathered other = second.gather();

        assertThat(one.completeness()).isEqualTo(1.0);
        assertThat(one.asOf()).isEqualTo(other.asOf());
        assertThat(one.asOf().partitions()).hasSize(PARTITIONS);
        assertThat(TallyJson.write(one.tally())).isEqualTo(TallyJson.write(other.tally()));
        assertThat(first.users(one)).isEqualTo(USERS);
    }

    @Test
    @Order(2)
    void a_run_is_answered_from_its_barrier_on_both_replicas() {
        String runId = UUID.randomUUID().toString();
        topics.barrier(runId);
        topics.profile(UUID.randomUUID(), Instant.parse("2024-01-06T00:00:00Z"), Map.of());
        await("the later user is counted", () -> first.users(first.gather()) == USERS + 1);

        assertThat(first.users(first.gateway.atBarrier(runId).gather(TOTALS))).isEqualTo(USERS);
        assertThat(second.users(second.gateway.atBarrier(runId).gather(TOTALS))).isEqualTo(USERS);
    }

    @Test
    @Order(3)
    void a_barrier_that_never_comes_is_waited_for_only_so_long() {
        assertThatThrownBy(() -> first.gateway.atBarrier("unknown").gather(new ExtentQuery()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("barrier");
    }

    @Test
    @Order(4)
    void all_rounds_of_an_answer_read_the_same_data() {
        try (AnswerShards answer = first.gateway.latest()) {
            Gathered round = answer.gather(TOTALS);
            topics.profile(UUID.randomUUID(), Instant.parse("2024-01-07T00:00:00Z"), Map.of());
            await("the later user is counted", () -> first.users(first.gather()) == USERS + 2);

            assertThat(first.users(answer.gather(TOTALS))).isEqualTo(first.users(round));
            assertThat(answer.gather(TOTALS).asOf()).isEqualTo(round.asOf());
        }
    }

    @Test
    @Order(4)
    void an_answer_that_has_ended_holds_no_views_anywhere() {
        int here = first.views.size();
        int there = second.views.size();

        try (AnswerShards answer = first.gateway.latest()) {
            answer.gather(TOTALS);
            assertThat(first.views.size()).isEqualTo(here + 1);
            assertThat(second.views.size()).isEqualTo(there + 1);
        }
        await("the views are let go", () -> first.views.size() == here && second.views.size() == there);
    }

    @Test
    @Order(5)
    void standbys_fill_in_for_a_lost_replica_and_say_so() {
        await("standbys have caught up", () -> first.replica.isCaughtUp() && first.held() == PARTITIONS);
        second.closeHttp();

        await("standbys have followed", () -> first.users(first.gather()) == USERS + 2);
        AnswerShards answer = first.gateway.latest();
        Gathered gathered = answer.gather(TOTALS);

        assertThat(gathered.completeness()).isEqualTo(1.0);
        assertThat(answer.stalePartitions()).isNotEmpty();
    }

    /** Shows the certificate, and trusts no other. */
    private static SSLContext context(TestCertificate certificate) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(certificate.keyStore())) {
            keys.load(file, TestCertificate.PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(keys, TestCertificate.PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** A replica with its internal endpoint. */
    private static final class Node implements AutoCloseable {
        private final HttpsServer http;
        private final TestReplica replica;
        private final HeldViews views;
        private final LocalTallies local;
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final ShardGateway gateway;

        Node(SSLContext tls, String prefix, Path stateDirectory) throws IOException {
            http = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            http.setHttpsConfigurator(new HttpsConfigurator(tls));
            replica = new TestReplica(prefix, http.getAddress().getPort(), 1, stateDirectory);
            GatherConfig config = new SmallRyeConfigBuilder()
                    .withMapping(GatherConfig.class)
                    .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                    .withDefaultValue("lodestar.gather.barrier-timeout", "2s")
                    .build()
                    .getConfigMapping(GatherConfig.class);
            views = new HeldViews(replica.shards(), config, Clock.systemUTC());
            local = new LocalTallies(views, config);
            Peers peers = new Peers(config, () -> OWN_TOKEN, () -> Optional.of(CALLER_TOKEN), Optional.of(tls));
            gateway = new ShardGateway(
                    replica.shards(), local, peers, new Absences(config), new QueryMeters(meters), config);
            serve(new TalliesResource(local, UNCHECKED, ANYBODY));
        }

        private void serve(TalliesResource resource) {
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/internal/v1/tallies", exchange -> {
                String caller = exchange.getRequestHeaders().getFirst(CarriedCaller.HEADER);
                boolean isReplica = ("Bearer " + OWN_TOKEN)
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                if (isReplica && "DELETE".equals(exchange.getRequestMethod())) {
                    String path = exchange.getRequestURI().getPath();
                    resource.release(path.substring(path.lastIndexOf('/') + 1));
                    exchange.sendResponseHeaders(204, -1);
                    return;
                }
                byte[] answer = isReplica && CALLER_TOKEN.equals(caller)
                        ? resource.tally(caller, exchange.getRequestBody().readAllBytes())
                        : new byte[0];
                exchange.sendResponseHeaders(answer.length > 0 ? 200 : 403, answer.length);
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(answer);
                }
            });
            http.start();
        }

        long fresh() {
            return replica.shards().latest().values().stream()
                    .filter(view -> !view.stale())
                    .count();
        }

        int held() {
            return replica.shards().latest().size();
        }

        Gathered gather() {
            try (AnswerShards answer = gateway.latest()) {
                return answer.gather(TOTALS);
            }
        }

        long timed(String kind) {
            Timer timer = meters.find("lodestar.query").tag("query", kind).timer();
            return timer == null ? 0 : timer.count();
        }

        long users(Gathered gathered) {
            Tally tally = gathered.tally();
            return tally.count("users");
        }

        void closeHttp() {
            http.stop(0);
        }

        @Override
        public void close() {
            http.stop(0);
            replica.close();
        }
    }
}
