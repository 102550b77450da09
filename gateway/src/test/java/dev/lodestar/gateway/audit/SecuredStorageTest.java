package dev.lodestar.gateway.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import dev.lodestar.gateway.edge.OverTls;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.Tokens;
import dev.lodestar.testkit.secured.SecuredServers;
import dev.lodestar.testkit.secured.TestCertificate;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit log over TLS to PostgreSQL (verify-full) and to Kafka (SASL_SSL, SCRAM): both take nobody in any other way. */
@QuarkusTest
@TestProfile(OverTls.class)
class SecuredStorageTest {
    private static final String TLS_OF_THIS_CONNECTION =
            "select version from pg_stat_ssl where ssl and pid = pg_backend_pid()";

    @Inject
    Pool pool;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    AuditSigner signer;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = "lodestar.database.port")
    int port;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = OverTls.SERVERS_CERTIFICATE)
    Path trusted;

    @Test
    void both_drivers_speak_tls_with_the_database() throws Exception {
        Stream<Row> rows =
                await(pool.query(TLS_OF_THIS_CONNECTION).execute()).stream().map(row -> row);
        assertThat(rows.map(row -> row.getString(0))).containsExactly("TLSv1.3");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery(TLS_OF_THIS_CONNECTION)) {
            assertThat(version.next()).isTrue();
            assertThat(version.getString(1)).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void a_signed_head_goes_to_the_broker_and_comes_back() throws Exception {
        given().header("Authorization", Tokens.bearer("alice", Roles.VIEWER))
                .get("/api/v1/me")
                .then()
                .statusCode(200);
        await(signer.sign());
        await(signer.publish());

        given().header("Authorization", Tokens.bearer("eve", Roles.AUDITOR))
                .get("/api/v1/audit/verify")
                .then()
                .statusCode(200)
                .body("valid", equalTo(true))
                .body("outside_heads", greaterThan(0));
    }

    @ParameterizedTest
    @CsvSource({
        "in clear text,     127.0.0.1, disable,     own",
        "by another name,   localhost, verify-full, own",
        "by another anchor, 127.0.0.1, verify-full, foreign"
    })
    void nobody_gets_to_the_database(String how, String host, String mode, String anchor) {
        String url = "jdbc:postgresql://" + host + ":" + port + "/lodestar?user=" + SecuredServers.USER + "&password="
                + SecuredServers.PASSWORD + "&sslmode=" + mode + "&sslrootcert=" + anchor(anchor);

        assertThatThrownBy(() -> DriverManager.getConnection(url).close())
                .describedAs(how)
                .isInstanceOf(SQLException.class);
    }

    @Test
    void nobody_gets_to_the_broker_with_a_wrong_password_or_another_anchor() {
        assertThatThrownBy(() -> clusterId(Map.of(
                        "sasl.jaas.config",
                        String.valueOf(kafka.get("sasl.jaas.config")).replace(SecuredServers.PASSWORD, "guessed"))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(() -> clusterId(Map.of("ssl.truststore.location", anchor("foreign"))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SslAuthenticationException.class);
    }

    private String anchor(String which) {
        return which.equals("own")
                ? trusted.toString()
                : TestCertificate.beside(trusted).certificate().toString();
    }

    private String clusterId(Map<String, String> changed) throws Exception {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.putAll(changed);
        try (Admin admin = Admin.create(settings)) {
            return admin.describeCluster().clusterId().get(30, TimeUnit.SECONDS);
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
