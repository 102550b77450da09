package dev.lodestar.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.Tokens;
import dev.lodestar.testkit.secured.TestCertificate;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OverTls.class)
class TlsTest {
    /** The certificate is good for no name. */
    private static final String HOST = "127.0.0.1";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource(value = "/", tls = true)
    URL gateway;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = OverTls.CERTIFICATE)
    Path certificate;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = OverTls.CLIENTS)
    List<Path> clients;

    @Test
    void a_handshake_agrees_on_http_2_and_browsers_are_told_to_stay_with_tls() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
            HttpResponse<String> answer = client.send(me(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("max-age="));
        }
    }

    @Test
    void one_connection_has_only_so_many_streams_and_who_takes_them_back_all_the_time_is_cut_off() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            io.vertx.core.http.HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setTrustOptions(new PemTrustOptions().addCertPath(certificate.toString())));
            CompletableFuture<Long> streams = new CompletableFuture<>();
            CompletableFuture<Void> cutOff = new CompletableFuture<>();
            client.connectionHandler(connection -> {
                streams.complete(connection.remoteSettings().getMaxConcurrentStreams());
                connection.closeHandler(cutOff::complete);
            });
            for (int taken = 0; taken < 2_000 && !cutOff.isDone(); taken++) {
                client.request(new RequestOptions()
                                .setMethod(HttpMethod.POST)
                                .setHost(HOST)
                                .setPort(gateway.getPort())
                                .setURI("/api/v1/funnel/query"))
                        .compose(request -> takenBack(request))
                        .toCompletionStage()
                        .handle((sent, failure) -> null)
                        .toCompletableFuture()
                        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }

            assertThat(streams.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(128);
            assertThat(cutOff).succeedsWithin(LIMIT);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void a_renewed_certificate_is_shown_without_a_restart() throws Exception {
        Certificate before = shown();
        TestCertificate renewed = TestCertificate.beside(certificate);
        replace(renewed.key(), certificate.resolveSibling("server.key"));
        replace(renewed.certificate(), certificate);

        Instant limit = Instant.now().plus(LIMIT);
        while (shown().equals(before) && Instant.now().isBefore(limit)) {
            TimeUnit.MILLISECONDS.sleep(100);
        }

        assertThat(shown()).isEqualTo(read(renewed.certificate()));
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
            assertThat(client.send(me(), HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void who_does_not_trust_the_certificate_says_nothing() throws Exception {
        TestCertificate another = TestCertificate.beside(certificate);
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting(another.certificate()))
                .build()) {
            assertThatThrownBy(() -> client.send(me(), HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void a_token_that_is_bound_to_a_certificate_counts_only_with_it() throws Exception {
        Path own = clients.get(0);
        String bound = boundTo(thumbprint(own));

        assertThat(statuses(bound, own)).containsOnly(200);
        assertThat(statuses(bound, null)).as("without a certificate").containsOnly(401);
        assertThat(statuses(bound, clients.get(1))).as("with another's").containsOnly(401);
        assertThat(statuses(boundTo(""), own)).containsOnly(401);
        assertThat(statuses(boundTo("no base64!"), own)).containsOnly(401);
        assertThat(statuses(
                        Tokens.bearer(
                                "alice", Map.of("cnf", Map.of("x5t#S256", thumbprint(own), "jkt", "a")), Roles.VIEWER),
                        own))
                .as("bound to more than was shown")
                .containsOnly(401);
        assertThat(statuses(Tokens.bearer("alice", Roles.VIEWER), own)).containsOnly(200);
    }

    /** Of what the gateway answers, and of what it passes on, twice. */
    private List<Integer> statuses(String authorization, @Nullable Path shown) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(trusting(certificate, shown)).build()) {
            for (String path : List.of("/api/v1/me", "/api/v1/metrics/summary", "/api/v1/metrics/summary")) {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create("https://" + HOST + ":" + gateway.getPort() + path))
                        .header("Authorization", authorization)
                        .build();
                statuses.add(client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode());
            }
        }
        return statuses;
    }

    private static String boundTo(String thumbprint) {
        return Tokens.bearer("alice", Map.of("cnf", Map.of("x5t#S256", thumbprint)), Roles.VIEWER);
    }

    /** RFC 8705, 3.1. */
    private static String thumbprint(Path certificate) throws GeneralSecurityException, IOException {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(read(certificate).getEncoded());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static Future<Boolean> takenBack(HttpClientRequest request) {
        long cancelled = 8; // RFC 9113, 7
        return request.sendHead().map(sent -> request.reset(cancelled));
    }

    private HttpRequest me() {
        return HttpRequest.newBuilder(URI.create("https://" + HOST + ":" + gateway.getPort() + "/api/v1/me"))
                .header("Authorization", Tokens.bearer("alice", Roles.VIEWER))
                .build();
    }

    /** In one step, as a secret's files are replaced. */
    private static void replace(Path by, Path file) throws IOException {
        Path copy = file.resolveSibling(file.getFileName() + ".new");
        Files.copy(by, copy, StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a new connection is shown, whoever it trusts. */
    private Certificate shown() throws Exception {
        Certificate[] chain = new Certificate[1];
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Remembering(chain)}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(HOST, gateway.getPort())) {
            socket.startHandshake();
        }
        return chain[0];
    }

    /** Trusts everybody and remembers the certificate. */
    private record Remembering(Certificate[] seen) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            seen[0] = chain[0];
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static SSLContext trusting(Path trusted) throws GeneralSecurityException, IOException {
        return trusting(trusted, null);
    }

    /** A client that shows a certificate, when there is one. */
    private static SSLContext trusting(Path trusted, @Nullable Path shown)
            throws GeneralSecurityException, IOException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("trusted", read(trusted));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown == null ? null : keys(shown), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyManager[] keys(Path certificate) throws GeneralSecurityException, IOException {
        char[] password = TestCertificate.PASSWORD.toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate.resolveSibling("server.p12"))) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        return keys.getKeyManagers();
    }

    private static Certificate read(Path file) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
