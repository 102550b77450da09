package dev.lodestar.e2e;

import dev.lodestar.e2e.Operations.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Sends what an ordinary client would not, with the tokens of the demo users. */
final class Attacker {
    /** Shorter than a token lives. */
    private static final Duration TOKEN_KEPT = Duration.ofSeconds(60);

    private final Lodestar lodestar;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> tokens = new HashMap<>();
    private Instant tokensFrom = Instant.now();

    Attacker(Lodestar lodestar) {
        this.lodestar = lodestar;
    }

    /** A token of a demo user; for a role of nobody, none. */
    String token(String role) {
        if (Instant.now().isAfter(tokensFrom.plus(TOKEN_KEPT))) {
            tokens.clear();
            tokensFrom = Instant.now();
        }
        return tokens.computeIfAbsent(role, lodestar::token);
    }

    /** A request as a role, or without a token for an empty one. */
    HttpRequest.Builder request(String role, String method, String pathAndQuery, String body) {
        return request(role, method, pathAndQuery, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpRequest.Builder request(String role, String method, String pathAndQuery, byte[] body) {
        BodyPublisher publisher = method.equals("POST") || method.equals("PUT")
                ? BodyPublishers.ofByteArray(body)
                : BodyPublishers.noBody();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(lodestar.gateway() + pathAndQuery))
                .timeout(Duration.ofSeconds(60))
                .method(method, publisher);
        if (!role.isEmpty()) {
            request.header("Authorization", "Bearer " + token(role));
        }
        return request;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** A call of an operation with JSON. */
    HttpResponse<String> call(String role, Operation operation, String parameter, String json) {
        return send(request(role, operation.method(), operation.with(parameter), json)
                .header("Content-Type", "application/json"));
    }
}
