package dev.lodestar.gateway.edge;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.EmbeddedDatabase;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * What the gateway adds to a query: the same stand-in service asked directly and through the gateway, in turns, at a steady rate whatever the answers do (latency counts
 * from when a request was due). Audit, on a database that waits for its disk, roles and limits included; traces as by default. Client, gateway and service share one
 * process and its cores. Not part of the tests: {@code ./mvnw -Dquick -pl gateway -am test -Dtest=OverheadBench -Dsurefire.failIfNoSpecifiedTests=false}; {@code
 * -Dlodestar.bench.rate} and {@code .seconds} set the load. The first compiler alone is at work, as in the launcher's gateway; a gateway in a container has both: {@code
 * -Dtest.jvm.options="-XX:+UseSerialGC -Xmx640m"}, and then the warm-up has to be longer ({@code -Dlodestar.bench.warm-up}, in seconds).
 */
@QuarkusTest
@TestProfile(OverheadBench.AsByDefault.class)
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class OverheadBench {
    private static final int RATE = Integer.getInteger("lodestar.bench.rate", 500);
    private static final int SECONDS = Integer.getInteger("lodestar.bench.seconds", 10);
    private static final int WARM_UP = Integer.getInteger("lodestar.bench.warm-up", 20);
    private static final int TURNS = 3;
    private static final String QUERY = "/api/v1/metrics/engagement?period=weekly";

    /** Enough clients that none uses up its calls. */
    private static final List<String> TOKENS = IntStream.range(0, 50)
            .mapToObj(client -> Tokens.bearer("bench-" + client, Roles.VIEWER))
            .toList();

    /** Tests record every trace; by default none is recorded. */
    public static final class AsByDefault implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.traces.sampler.arg", "0");
        }
    }

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource("/")
    URL gateway;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = FakeServices.ADDRESS)
    URI service;

    @Test
    void measure() throws Exception {
        waitForTheDisk();
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(60), new PoolOptions().setHttp1MaxSize(64));
        report("warm-up, direct ", run(client, service, WARM_UP / 4));
        report("warm-up, gateway", run(client, gateway.toURI(), WARM_UP));
        List<long[]> direct = new ArrayList<>();
        List<long[]> through = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            direct.add(run(client, service, SECONDS));
            report("direct          ", direct.getLast());
            through.add(run(client, gateway.toURI(), SECONDS));
            report("through gateway ", through.getLast());
        }
        vertx.close();
        long[] without = together(direct);
        long[] with = together(through);
        System.out.printf(
                Locale.ROOT,
                "BENCH added, all turns   p50 %.2f ms  p90 %.2f ms  p99 %.2f ms%n",
                millis(with, 0.5) - millis(without, 0.5),
                millis(with, 0.9) - millis(without, 0.9),
                millis(with, 0.99) - millis(without, 0.99));
    }

    /** The database of the tests acknowledges what its disk does not have yet; a real one does not. */
    private static void waitForTheDisk() throws SQLException {
        try (Connection connection = EmbeddedDatabase.fresh().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set fsync = on");
            statement.execute("select pg_reload_conf()");
        }
    }

    private static long[] together(List<long[]> turns) {
        return turns.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    /** Latencies in nanoseconds; an answer that is no 200 counts as a failure and stops the measurement. */
    private static long[] run(HttpClient client, URI target, int seconds) throws InterruptedException {
        int requests = RATE * seconds;
        AtomicLongArray latencies = new AtomicLongArray(requests);
        AtomicInteger failures = new AtomicInteger();
        CountDownLatch answers = new CountDownLatch(requests);
        long begun = System.nanoTime();
        for (int number = 0; number < requests; number++) {
            long due = begun + Duration.ofSeconds(1).toNanos() * number / RATE;
            LockSupport.parkNanos(due - System.nanoTime());
            int slot = number;
            client.request(new RequestOptions()
                            .setMethod(HttpMethod.GET)
                            .setHost(target.getHost())
                            .setPort(target.getPort())
                            .setURI(QUERY)
                            .putHeader("Authorization", TOKENS.get(number % TOKENS.size())))
                    .compose(request -> request.send())
                    .compose(answer -> answer.statusCode() == 200 ? answer.body() : failed(answer))
                    .onComplete(body -> {
                        latencies.set(slot, System.nanoTime() - due);
                        if (body.failed()) {
                            failures.incrementAndGet();
                        }
                        answers.countDown();
                    });
        }
        if (!answers.await(60, TimeUnit.SECONDS) || failures.get() > 0) {
            throw new AssertionError(failures.get() + " requests failed, " + answers.getCount() + " unanswered");
        }
        return IntStream.range(0, requests).mapToLong(latencies::get).sorted().toArray();
    }

    private static <T> Future<T> failed(HttpClientResponse answer) {
        return Future.failedFuture("status " + answer.statusCode());
    }

    private static void report(String name, long[] sorted) {
        System.out.printf(
                Locale.ROOT,
                "BENCH %s  %d/s  p50 %.2f ms  p90 %.2f ms  p99 %.2f ms  max %.2f ms%n",
                name,
                RATE,
                millis(sorted, 0.5),
                millis(sorted, 0.9),
                millis(sorted, 0.99),
                millis(sorted, 1));
    }

    private static double millis(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))] / 1e6;
    }
}
