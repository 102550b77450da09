package dev.lodestar.launcher.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.launcher.suite.Endpoints;
import dev.lodestar.launcher.suite.Json;
import dev.lodestar.launcher.suite.LaunchException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Access tokens of one demo user, renewed before they run out. */
final class TokenSource {
    private static final Duration RENEW_BEFORE = Duration.ofSeconds(30);

    private final HttpClient client;
    private final Endpoints endpoints;
    private final Endpoints.Login login;
    private String token = "";
    private Instant renewAt = Instant.MIN;

    TokenSource(HttpClient client, Endpoints endpoints, String role) {
        this.client = client;
        this.endpoints = endpoints;
        Endpoints.Login found = endpoints.demoUsers().get(role);
        if (found == null) {
            throw new LaunchException("There is no demo user for the role " + role + ".");
        }
        this.login = found;
    }

    synchronized String token() {
        if (Instant.now().isAfter(renewAt)) {
            renew();
        }
        return token;
    }

    private void renew() {
        String form = "grant_type=password&client_id=" + encode(endpoints.demoClient()) + "&username="
                + encode(login.username()) + "&password=" + encode(login.password());
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoints.tokenEndpoint()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new LaunchException(
                        "Keycloak gave no token to " + login.username() + " (status " + response.statusCode() + ").");
            }
            JsonNode answer = Json.MAPPER.readTree(response.body());
            token = answer.path("access_token").asText();
            renewAt = Instant.now()
                    .plusSeconds(answer.path("expires_in").asLong())
                    .minus(RENEW_BEFORE);
        } catch (IOException e) {
            throw new LaunchException("Keycloak does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while waiting for a token.", e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
