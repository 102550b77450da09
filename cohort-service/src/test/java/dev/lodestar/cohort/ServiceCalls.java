package dev.lodestar.cohort;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.testkit.devstack.Tokens;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.ConfigProvider;

/** Questions to the service under test, with tokens of its own making. */
final class ServiceCalls {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private ServiceCalls() {}

    /** As an analyst, who sees small groups: these tests count few users. */
    static ValidatableResponse get(String address) {
        return get(address, analyst());
    }

    static String analyst() {
        return Tokens.bearer("ann", "viewer", "analyst");
    }

    static String viewer() {
        return Tokens.bearer("vera", "viewer");
    }

    static ValidatableResponse get(String address, String authorization) {
        return given().header("Authorization", authorization).get(address).then();
    }

    static ValidatableResponse post(String address, String json) {
        return post(address, json, Tokens.bearer("ann", "analyst"));
    }

    static ValidatableResponse post(String address, String json, String authorization) {
        return given().header("Authorization", authorization)
                .contentType("application/json")
                .body(json)
                .post(address)
                .then();
    }

    static ValidatableResponse put(String address, String json) {
        return given().header("Authorization", Tokens.bearer("ann", "analyst"))
                .contentType("application/json")
                .body(json)
                .put(address)
                .then();
    }

    static ValidatableResponse delete(String address) {
        return given().header("Authorization", Tokens.bearer("ann", "analyst"))
                .delete(address)
                .then();
    }

    static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
