package dev.lodestar.launcher.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.launcher.suite.Endpoints;
import dev.lodestar.launcher.suite.Json;
import dev.lodestar.launcher.suite.LaunchException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** The gateway's API as one demo user sees it. Every answer that is not a success becomes a {@link LaunchException} that carries the problem's detail. */
final class ApiClient {
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(10);
    /** Of files, whose size nobody knows: as long as the gateway lets a body take. */
    private static final Duration TRANSFER_LIMIT = Duration.ofHours(6);

    private final HttpClient client;
    private final URI base;
    private final TokenSource tokens;
    private final Duration answerLimit;
    private final Duration transferLimit;

    ApiClient(HttpClient client, Endpoints endpoints, String role) {
        this(client, endpoints, role, ANSWER_LIMIT, TRANSFER_LIMIT);
    }

    /** A client with limits of its own on answers, and on uploads and downloads. */
    ApiClient(HttpClient client, Endpoints endpoints, String role, Duration answerLimit, Duration transferLimit) {
        this.client = client;
        this.base = URI.create(endpoints.gateway() + "/api/v1/");
        this.tokens = new TokenSource(client, endpoints, role);
        this.answerLimit = answerLimit;
        this.transferLimit = transferLimit;
    }

    JsonNode get(String path) {
        return json(send(request(path, answerLimit).GET().build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    JsonNode post(String path, String contentType, HttpRequest.BodyPublisher body) {
        return post(path, contentType, body, answerLimit);
    }

    /** Sends a file of any size; it is answered after its last byte only. */
    JsonNode upload(String path, String contentType, HttpRequest.BodyPublisher body) {
        return post(path, contentType, body, transferLimit);
    }

    private JsonNode post(String path, String contentType, HttpRequest.BodyPublisher body, Duration limit) {
        HttpRequest request = request(path, limit)
                .header("Content-Type", contentType)
                .POST(body)
                .build();
        return json(send(request, HttpResponse.BodyHandlers.ofByteArray()));
    }

    /** Streams the answer into a file. */
    void download(String path, Path file) {
        send(request(path, transferLimit).GET().build(), HttpResponse.BodyHandlers.ofFile(file));
    }

    private HttpRequest.Builder request(String path, Duration limit) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + tokens.token())
                .timeout(limit);
    }

    private <T> T send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            HttpResponse<T> response = client.send(request, handler);
            if (response.statusCode() / 100 != 2) {
                throw new LaunchException(request.method() + " " + request.uri().getPath() + " answered "
                        + response.statusCode() + describe(response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new LaunchException(request.method() + " " + request.uri() + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException(
                    "Interrupted while waiting for " + request.uri().getPath() + ".", e);
        }
    }

    private static String describe(Object body) {
        return body instanceof byte[] bytes ? ": " + new String(bytes, StandardCharsets.UTF_8) : "";
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new LaunchException("The gateway's answer is no JSON: " + e.getMessage(), e);
        }
    }
}
