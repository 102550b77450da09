package dev.lodestar.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.kit.identity.Roles;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person who comes back from the provider's form with a code. */
@QuarkusTest
@TestProfile(ProviderTest.WithProvider.class)
class LoginTest {
    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = FakeProvider.ADDRESS)
    URI provider;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource("/")
    URL page;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource(value = "/", tls = true)
    URL securePage;

    @SuppressWarnings("NullAway.Init")
    @Inject
    AgroalDataSource database;

    private final String subject = "u-" + UUID.randomUUID();

    @BeforeEach
    void the_provider_knows_the_person() throws Exception {
        KeyPair key = ProviderTest.keyPair();
        FakeProvider.publish(provider, subject, (RSAPublicKey) key.getPublic());
        String access = Jwt.issuer(provider.toString())
                .audience("lodestar")
                .subject(subject)
                .claim("realm_access", Map.of("roles", List.of(Roles.VIEWER)))
                .expiresIn(Duration.ofMinutes(10))
                .jws()
                .keyId(subject)
                .sign(key.getPrivate());
        String id = Jwt.issuer(provider.toString())
                .audience("lodestar-gateway")
                .subject(subject)
                .expiresIn(Duration.ofMinutes(10))
                .jws()
                .keyId(subject)
                .sign(key.getPrivate());
        given().body(new JsonObject()
                        .put("access_token", access)
                        .put("id_token", id)
                        .put("refresh_token", "refresh")
                        .put("token_type", "Bearer")
                        .put("expires_in", 600)
                        .encode())
                .put(provider.resolve("/login"))
                .then()
                .statusCode(200);
    }

    @Test
    void a_login_is_in_the_log_when_its_redirect_is_here() throws SQLException {
        Response answer = comeBack(page, ask(page));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.cookies()).hasSizeGreaterThan(1);
        assertThat(logins()).isEqualTo(1);
    }

    @Test
    void without_an_entry_there_is_no_login_and_no_session() throws SQLException {
        Response asked = ask(page);
        execute("alter table audit_entry rename to audit_entry_away");
        try {
            Response answer = comeBack(page, asked);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.jsonPath().getString("code")).isEqualTo("audit_unavailable");
            assertThat(answer.header("Location")).isNull();
            assertThat(answer.cookies()).isEmpty();
        } finally {
            execute("alter table audit_entry_away rename to audit_entry");
        }
        assertThat(logins()).isZero();
    }

    @Test
    void over_tls_browsers_are_told_to_take_the_sessions_cookies_from_this_host_only() {
        Response asked = ask(securePage);
        Response answer = comeBack(securePage, asked);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(asked.detailedCookies().asList()).hasSize(1).allSatisfy(LoginTest::isBoundToHost);
        assertThat(answer.detailedCookies().asList()).hasSizeGreaterThan(1).allSatisfy(LoginTest::isBoundToHost);
        assertThat(me(cookies(answer)).statusCode()).isEqualTo(200);
        assertThat(me(cookies(answer).replace("__Host-", "")).statusCode())
                .as("set by somebody else")
                .isEqualTo(401);
        assertThat(get(URI.create(securePage + "logout"), cookies(answer))
                        .headers()
                        .getValues("Set-Cookie"))
                .as("taken back by the name that they were set by")
                .anyMatch(cookie -> cookie.startsWith("__Host-q_session_dashboard=;") && cookie.contains("Max-Age=0"));
    }

    private static void isBoundToHost(Cookie cookie) {
        assertThat(cookie.getName()).startsWith("__Host-q_");
        assertThat(cookie.isSecured()).isTrue();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getDomain()).isNull();
    }

    private Response me(String cookies) {
        return get(URI.create(securePage + "api/v1/me"), cookies);
    }

    private static Response ask(URL at) {
        Response asked = get(URI.create(at.toString()), "");
        assertThat(asked.statusCode()).isEqualTo(302);
        return asked;
    }

    private static Response comeBack(URL at, Response asked) {
        String state = asked.header("Location").replaceFirst(".*[?&]state=([^&]+).*", "$1");
        return get(URI.create(at + "?code=a-code&state=" + state), cookies(asked));
    }

    private static Response get(URI address, String cookies) {
        return given().relaxedHTTPSValidation()
                .urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .header("Cookie", cookies)
                .get(address);
    }

    private static String cookies(Response answer) {
        return answer.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private long logins() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(
                        "select count(*) from audit_entry where action = 'login' and subject = '" + subject + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
