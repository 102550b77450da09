package dev.lodestar.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.kit.identity.Roles;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
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
import java.time.Instant;
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
    private static final Duration LIMIT = Duration.ofSeconds(60);

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

    @SuppressWarnings("NullAway.Init")
    private KeyPair key;

    @BeforeEach
    void the_provider_knows_the_person() throws Exception {
        key = ProviderTest.keyPair();
        FakeProvider.publish(provider, subject, (RSAPublicKey) key.getPublic());
        theProviderAnswers(tokens(Duration.ofMinutes(10), Roles.VIEWER));
    }

    private JsonObject tokens(Duration life, String role) {
        return tokens(life, role, Map.of());
    }

    /** Tokens of which the access token alone makes further claims. */
    private JsonObject tokens(Duration life, String role, Map<String, Object> claims) {
        String access = Jwt.claims(claims)
                .issuer(provider.toString())
                .audience("lodestar")
                .subject(subject)
                .claim("realm_access", Map.of("roles", List.of(role)))
                .expiresIn(life)
                .jws()
                .keyId(subject)
                .sign(key.getPrivate());
        String id = Jwt.issuer(provider.toString())
                .audience("lodestar-gateway")
                .subject(subject)
                .expiresIn(life)
                .jws()
                .keyId(subject)
                .sign(key.getPrivate());
        return new JsonObject()
                .put("access_token", access)
                .put("id_token", id)
                .put("refresh_token", "refresh")
                .put("token_type", "Bearer")
                .put("expires_in", life.toSeconds());
    }

    /** To whoever brings a code or a refresh token from now on. */
    private void theProviderAnswers(JsonObject tokens) {
        given().body(tokens.encode()).put(provider.resolve("/login")).then().statusCode(200);
    }

    @Test
    void a_login_is_in_the_log_when_its_redirect_is_here() throws SQLException {
        Response answer = comeBack(page, ask(page));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.cookies()).hasSizeGreaterThan(1);
        assertThat(entries("login")).isEqualTo(1);
    }

    @Test
    void a_page_that_is_loaded_and_a_logout_are_in_the_log_when_their_answers_are_here() throws SQLException {
        String session = cookies(comeBack(page, ask(page)));

        assertThat(get(URI.create(page.toString()), session).statusCode()).isEqualTo(200);
        assertThat(entries("page_load")).isEqualTo(1);

        Response left = get(URI.create(page + "logout"), session);
        assertThat(left.statusCode()).isEqualTo(302);
        assertThat(left.header("Location")).startsWith(provider + "/logout?");
        assertThat(entries("logout")).isEqualTo(1);
    }

    @Test
    void a_session_goes_on_with_fresh_tokens_before_its_own_end_and_with_the_roles_of_now() {
        theProviderAnswers(tokens(Duration.ofSeconds(20), Roles.VIEWER));
        String session = cookies(comeBack(page, ask(page)));
        theProviderAnswers(tokens(Duration.ofMinutes(10), Roles.AUDITOR));

        Response me = get(URI.create(page + "api/v1/me"), session);

        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.jsonPath().getList("roles")).contains(Roles.AUDITOR).doesNotContain(Roles.VIEWER);
        assertThat(me.cookies()).as("the session's, anew").hasSizeGreaterThan(1);
    }

    /** The services read the access token, and figures of a session are held to what it names, whatever the ID token says. */
    @Test
    void a_session_whose_access_token_names_segments_gets_nothing_that_counts_everybody() {
        for (List<String> segments : List.of(List.of("smb", "enterprise"), List.<String>of())) {
            theProviderAnswers(tokens(Duration.ofMinutes(10), Roles.VIEWER, Map.of("segments", segments)));
            String session = cookies(comeBack(page, ask(page)));

            Response alerts = get(URI.create(page + "api/v1/alerts"), session);
            Response me = get(URI.create(page + "api/v1/me"), session);

            assertThat(alerts.statusCode()).isEqualTo(403);
            assertThat(alerts.jsonPath().getString("code")).isEqualTo("counts_everybody");
            assertThat(me.jsonPath().getList("segments")).isEqualTo(segments);
        }
    }

    @Test
    void a_session_that_the_provider_has_ended_is_none_once_its_token_has_expired() {
        theProviderAnswers(tokens(Duration.ofSeconds(2), Roles.VIEWER));
        String session = cookies(comeBack(page, ask(page)));
        theProviderAnswers(new JsonObject().put("error", "invalid_grant"));

        Instant limit = Instant.now().plus(LIMIT);
        Response shown = get(URI.create(page.toString()), session);
        while (shown.statusCode() == 200 && Instant.now().isBefore(limit)) {
            shown = get(URI.create(page.toString()), session);
        }
        Response me = get(URI.create(page + "api/v1/me"), session);

        assertThat(me.statusCode()).isEqualTo(401);
        assertThat(me.jsonPath().getString("code")).isEqualTo("unauthenticated");
        assertThat(shown.statusCode()).as(shown.asString() + shown.headers()).isEqualTo(302);
        assertThat(shown.header("Location")).startsWith(provider + "/auth?");
        assertThat(shown.headers().getValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("q_session_dashboard=;") && cookie.contains("Max-Age=0"));
    }

    @Test
    void a_session_changes_things_only_from_pages_of_this_origin() {
        theProviderAnswers(tokens(Duration.ofMinutes(10), Roles.ANALYST));
        String session = cookies(comeBack(page, ask(page)));

        Response fromElsewhere = change(session).post("/api/v1/funnel/query");
        assertThat(fromElsewhere.statusCode()).isEqualTo(403);
        assertThat(fromElsewhere.jsonPath().getString("code")).isEqualTo("cross_site_request");

        Response fromHere =
                change(session).header(ApiHandler.SAME_ORIGIN_HEADER, "fetch").post("/api/v1/funnel/query");
        assertThat(fromHere.statusCode()).isNotEqualTo(403);
    }

    private static RequestSpecification change(String session) {
        return given().header("Cookie", session).contentType(ContentType.JSON).body("{}");
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
        assertThat(entries("login")).isZero();
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

    private long entries(String action) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("select count(*) from audit_entry where action = '" + action
                        + "' and subject = '" + subject + "'")) {
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
