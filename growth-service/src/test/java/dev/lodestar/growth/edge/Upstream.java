package dev.lodestar.growth.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Stands in for the metrics and cohort services, which cannot run on this class path: answers their paths over HTTP
 * with recorded bodies, to callers with a token only; to one who is held to segments with a third of the users, and
 * without visitors and spend, as those services do. The user {@value #UNLUCKY} meets a failing service, the user
 * {@value #PATIENT} one that does not answer, the user {@value #EARLY} one that is being replaced: of each path the first
 * connection ends without an answer, the second is refused by the platform, the third is answered.
 */
public final class Upstream implements QuarkusTestResourceLifecycleManager {

    static final String UNLUCKY = "unlucky";
    static final String PATIENT = "patient";
    static final String EARLY = "early";

    private static final Map<String, String> BODIES = Map.of(
            "/api/v1/metrics/summary", "summary",
            "/api/v1/metrics/acquisition", "acquisition",
            "/api/v1/funnel", "funnel",
            "/api/v1/cohorts/retention?period=monthly", "retention",
            "/api/v1/cohorts/ltv", "ltv");

    private static final Pattern FIGURE = Pattern.compile(
            "\"(users_at_stage|visitors|spend|active_users|cohort_size|size|paying_users|total_users|monthly_active_users"
                    + "|arpu|arppu|mrr|new|expansion|churned)\": ([0-9]+(?:\\.[0-9]+)?)");

    /** How often each path was asked by the user {@value #EARLY}. */
    private static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();

    /** What the figures of those who are not held to segments are multiplied by. */
    private static volatile int everybody = 1;

    private final HttpServer server;

    public Upstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @Override
    public Map<String, String> start() {
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", Upstream::answer);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("lodestar.metrics.url", url, "lodestar.cohort.url", url);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /** The recorded answer of that name. */
    public static String body(String name) {
        try (InputStream in = Upstream.class.getResourceAsStream("/upstream/" + name + ".json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on, the rest of the users has other figures; those who are held to segments do not see the rest. */
    static void everybodyTimes(int factor) {
        everybody = factor;
    }

    private static String seenBy(String user, String name) {
        boolean held = user.contains("\"segments\"");
        String body = FIGURE.matcher(body(name)).replaceAll(figure -> {
            BigDecimal value = new BigDecimal(figure.group(2));
            BigDecimal seen = held
                    ? value.divideToIntegralValue(BigDecimal.valueOf(3))
                    : value.multiply(BigDecimal.valueOf(everybody));
            return "\"" + figure.group(1) + "\": " + seen.toPlainString();
        });
        return held ? withoutVisitors(body) : body;
    }

    private static String withoutVisitors(String body) {
        return body.replaceAll("\"(visitors|spend)\": [0-9.]+", "\"$1\": null")
                .replaceAll("(\"stage_number\": 1,\\s*\"users_at_stage\"): [0-9]+", "$1: null");
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        String user = token == null ? "" : payload(token);
        String name = BODIES.get(exchange.getRequestURI().toString());
        if (user.contains('"' + PATIENT + '"')) {
            return;
        }
        int early = user.contains('"' + EARLY + '"')
                ? ASKED.computeIfAbsent(exchange.getRequestURI().toString(), path -> new AtomicInteger())
                        .incrementAndGet()
                : 3;
        if (early == 1) {
            exchange.close();
            return;
        }
        int status = early == 2
                ? 503
                : token == null ? 401 : user.contains('"' + UNLUCKY + '"') ? 500 : name == null ? 404 : 200;
        byte[] bytes = status == 200
                ? seenBy(user, Objects.requireNonNull(name)).getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        if (status == 200) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String payload(String bearer) {
        String[] parts = bearer.split("\\.");
        return new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    }
}
