package dev.lodestar.bench.suite;

import dev.lodestar.launcher.suite.Endpoints;
import dev.lodestar.launcher.suite.Json;
import dev.lodestar.launcher.suite.Layout;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From the acknowledgement of an event to the end of the first answer that covers it, over the gateway: {@code Visibility [events]}, against a suite
 * that {@code ./lodestar up} has started and nobody else writes to. One event after the other is sent, with a pause between that is another each time, and the
 * power users are asked for again and again until the ingest position of an answer has gone on.
 */
public final class Visibility {
    private static final int EVENTS = 200;
    private static final int MAX_PAUSE_MILLIS = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration TOKEN_AGE = Duration.ofMinutes(3);
    private static final Pattern OFFSET = Pattern.compile("\\d+:(-?\\d+)");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Endpoints endpoints;
    private String writer = "";
    private String reader = "";
    private Instant renewAt = Instant.MIN;

    private Visibility(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** See the class. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int events = arguments.length == 0 ? EVENTS : Integer.parseInt(arguments[0]);
        Endpoints endpoints = Endpoints.of(Layout.kept(Path.of("").toAbsolutePath()))
                .orElseThrow(() -> new IllegalStateException("Nothing is up. Start Lodestar by ./lodestar up first."));
        System.out.println(new Visibility(endpoints).measure(events));
    }

    private String measure(int events) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom();
        double[] millis = new double[events];
        double[] answers = new double[events];
        long position = settled();
        for (int i = 0; i < events; i++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_PAUSE_MILLIS));
            send();
            long acknowledged = System.nanoTime();
            long asked = acknowledged;
            long seen = position();
            while (seen <= position) {
                if (System.nanoTime() - acknowledged > LIMIT.toNanos()) {
                    throw new IllegalStateException("An event is not part of any answer after " + LIMIT.toSeconds()
                            + " s, and the position is still " + position);
                }
                asked = System.nanoTime();
                seen = position();
            }
            long answered = System.nanoTime();
            millis[i] = (answered - acknowledged) / 1e6;
            answers[i] = (answered - asked) / 1e6;
            position = seen;
        }
        return String.format(
                Locale.ROOT,
                "%d events one after the other, from the acknowledgement to the end of the first answer that covers it: p50 %.0f ms,"
                        + " p99 %.0f ms, longest %.0f ms; of this the answer itself p50 %.0f ms.",
                events,
                quantile(millis, 0.5),
                quantile(millis, 0.99),
                quantile(millis, 1),
                quantile(answers, 0.5));
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /** The position when it has not gone on for two seconds: whatever was sent before is part of it. */
    private long settled() throws IOException, InterruptedException {
        long before = position();
        while (true) {
            TimeUnit.SECONDS.sleep(2);
            long now = position();
            if (now == before) {
                return now;
            }
            before = now;
        }
    }

    private void send() throws IOException, InterruptedException {
        renew();
        String event = Json.MAPPER.writeValueAsString(new Event[] {
            new Event(
                    UUID.randomUUID().toString(),
                    "visibility",
                    "page_viewed",
                    Instant.now().toString())
        });
        HttpResponse<String> answer = client.send(
                request("events", writer)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(event))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202
                || Json.MAPPER.readTree(answer.body()).path("accepted").asInt() != 1) {
            throw new IllegalStateException("The event was not accepted: " + answer.statusCode() + " " + answer.body());
        }
    }

    private record Event(String eventId, String userId, String eventType, String timestamp) {}

    /** The sum of the offsets of an answer: one more for each record that it covers further. */
    private long position() throws IOException, InterruptedException {
        renew();
        HttpResponse<Void> answer = client.send(
                request("metrics/power-users", reader).GET().build(), HttpResponse.BodyHandlers.discarding());
        String asOf = answer.headers().firstValue("Lodestar-As-Of").orElse("");
        if (answer.statusCode() != 200 || asOf.isEmpty()) {
            throw new IllegalStateException("No answer with a position: " + answer.statusCode());
        }
        Matcher offsets = OFFSET.matcher(asOf.substring(asOf.indexOf(' ')));
        long sum = 0;
        while (offsets.find()) {
            sum += Long.parseLong(offsets.group(1));
        }
        return sum;
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(endpoints.gateway() + "/api/v1/" + path))
                .header("Authorization", "Bearer " + token)
                .timeout(LIMIT);
    }

    private void renew() throws IOException, InterruptedException {
        if (Instant.now().isAfter(renewAt)) {
            writer = token("ingest");
            reader = token("viewer");
            renewAt = Instant.now().plus(TOKEN_AGE);
        }
    }

    private String token(String role) throws IOException, InterruptedException {
        Endpoints.Login login = endpoints.demoUsers().get(role);
        if (login == null) {
            throw new IllegalStateException("There is no demo user for the role " + role);
        }
        String form = "grant_type=password&client_id=" + encode(endpoints.demoClient()) + "&username="
                + encode(login.username()) + "&password=" + encode(login.password());
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(endpoints.tokenEndpoint()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("No token for " + login.username() + ": " + answer.statusCode());
        }
        return Json.MAPPER.readTree(answer.body()).path("access_token").asText();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
