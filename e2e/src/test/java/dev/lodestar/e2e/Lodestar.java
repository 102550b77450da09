package dev.lodestar.e2e;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A running suite as its clients see it: the addresses and demo logins of {@code endpoints.json}. */
final class Lodestar {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode endpoints;

    Lodestar(Path endpointsFile) {
        try {
            this.endpoints = JSON.readTree(endpointsFile.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request to the gateway with a fresh token of a demo user. */
    RequestSpecification as(String role) {
        return given().baseUri(endpoints.get("gateway").asText() + "/api/v1")
                .auth()
                .oauth2(token(role));
    }

    /** A request to the gateway without a token. */
    RequestSpecification anonymous() {
        return given().baseUri(endpoints.get("gateway").asText() + "/api/v1");
    }

    String service(String name) {
        return endpoints.get("services").get(name).asText();
    }

    /** What a service counts of itself, as it shows it to Prometheus. */
    String meters(String service) {
        return given().baseUri(endpoints.get("management").get(service).asText())
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** The gateway's address, without a path. */
    String gateway() {
        return endpoints.get("gateway").asText();
    }

    /** What a demo user types into the provider's login form. */
    Map<String, String> login(String role) {
        JsonNode login = endpoints.get("demo_users").get(role);
        return Map.of(
                "username",
                login.get("username").asText(),
                "password",
                login.get("password").asText());
    }

    URI issuer() {
        return URI.create(endpoints.get("issuer").asText());
    }

    URI tokenEndpoint() {
        return URI.create(endpoints.get("token_endpoint").asText());
    }

    String demoClient() {
        return endpoints.get("demo_client").asText();
    }

    String token(String role) {
        return given().formParam("grant_type", "password")
                .formParam("client_id", demoClient())
                .formParams(login(role))
                .post(tokenEndpoint())
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }
}
