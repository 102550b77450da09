package dev.lodestar.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/funnel",
                "/api/v1/users/a%40example.org/export",
                "/api/v1/analysis/runs/1/artifacts/a.b.csv",
                "/api/v1/growth/levers/caf%C3%A9",
                "/..a",
                "/a..b"
            })
    void a_plain_path_passes(String path) {
        assertThat(RequestPath.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api",
                "//api/v1/me",
                "/api//v1/me",
                "/api/v1/../admin",
                "/api/v1/./me",
                "/api/v1/..;/audit",
                "/api/v1/me;a=b",
                "/api/v1/%2e%2e/audit",
                "/api/v1/%2E%2e/audit",
                "/api%2fv1/me",
                "/api\\v1\\me",
                "/api/v1/%5cme",
                "/a%00b",
                "/api/v1/%252e%252e/audit",
                "/a%0d%0aSet-Cookie:x",
                "/a%3bb",
                "/a%09b",
                "/a%7fb",
                "/a%c2%85b",
                "/a%c0%af",
                "/a/%c0%ae%c0%ae/b",
                "/a%e0%80%af",
                "/a%ed%a0%80",
                "/a%e2%82",
                "/a%ff",
                "/a%zz",
                "/a%4",
                "/a%",
                "/a b",
                "/caf\u00e9",
                "/api/v1/.."
            })
    void a_path_that_can_be_read_in_two_ways_does_not(String path) {
        assertThat(RequestPath.isPlain(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "a=%20%c3%a9+c", "a=100%25", "a=%0a"})
    void a_query_that_can_be_decoded_passes(String query) {
        assertThat(RequestPath.isDecodable(query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%c3", "a=%c0%af"})
    void a_query_that_cannot_be_decoded_does_not_pass(String query) {
        assertThat(RequestPath.isDecodable(query)).isFalse();
    }
}
