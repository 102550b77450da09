package dev.lodestar.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.lodestar.host.gather.Peers;
import dev.lodestar.host.shard.Replica;
import dev.lodestar.testkit.secured.TestCertificate;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A replica asks others over TLS when a named configuration says whom to trust, and tells nothing to those whom it does not. */
@QuarkusTest
@TestProfile(PeersOverTlsTest.WithTrust.class)
class PeersOverTlsTest {
    private static final String TRUSTED = "test.peers.trusted";
    private static final String STRANGER = "test.peers.stranger";

    @Inject
    Peers peers;

    @ConfigProperty(name = TRUSTED)
    int trusted;

    @ConfigProperty(name = STRANGER)
    int stranger;

    @Test
    void a_peer_whose_certificate_the_named_configuration_trusts_is_asked_with_the_services_token() throws Exception {
        assertThat(answer()).startsWith("Bearer of the service");
    }

    /** The stub's tokens live for nine seconds: a peer must not be asked with one that has expired, or is about to. */
    @Test
    void a_token_that_is_about_to_expire_is_not_used_again() throws Exception {
        assertThat(answer()).isNotEqualTo(answer());
    }

    private String answer() throws IOException {
        try (InputStream answer = peers.read(peer(trusted), "/internal/v1/anything")) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void one_with_another_certificate_is_told_nothing() {
        assertThatThrownBy(() -> peers.read(peer(stranger), "/internal/v1/anything"))
                .isInstanceOf(SSLHandshakeException.class);
    }

    private static Replica peer(int port) {
        return new Replica("127.0.0.1", port, Set.of(), Set.of());
    }

    /** Trusts one of two certificates, by name. */
    public static final class WithTrust implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TwoPeers.class));
        }
    }

    /** Two peers with a certificate each, and over plain HTTP the provider that gives the service its token. */
    public static final class TwoPeers implements QuarkusTestResourceLifecycleManager {
        private final List<HttpServer> servers;
        private final TestCertificate known;
        private final AtomicInteger issued = new AtomicInteger();

        public TwoPeers() throws IOException, GeneralSecurityException {
            Path directory = Files.createTempDirectory("peers");
            known = TestCertificate.in(directory);
            servers = List.of(
                    secured(known),
                    secured(TestCertificate.in(directory)),
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        }

        private static HttpServer secured(TestCertificate certificate) throws IOException, GeneralSecurityException {
            char[] password = TestCertificate.PASSWORD.toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(certificate.keyStore())) {
                store.load(in, password);
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            return server;
        }

        @Override
        public Map<String, String> start() {
            servers.get(0).createContext("/", exchange -> answer(exchange, bearer(exchange)));
            servers.get(1).createContext("/", exchange -> answer(exchange, "nobody should ask"));
            servers.get(2)
                    .createContext(
                            "/token",
                            exchange -> answer(
                                    exchange,
                                    "{\"access_token\":\"of the service " + issued.incrementAndGet()
                                            + "\",\"token_type\":\"Bearer\",\"expires_in\":9}"));
            servers.forEach(HttpServer::start);
            Map<String, String> settings = new HashMap<>();
            settings.put(TRUSTED, port(0));
            settings.put(STRANGER, port(1));
            settings.put(
                    "quarkus.tls.peers.trust-store.pem.certs",
                    known.certificate().toString());
            settings.put("lodestar.gather.tls-configuration-name", "peers");
            settings.put("lodestar.gather.connect-timeout", "30s");
            settings.put("lodestar.client.enabled", "true");
            settings.put("lodestar.client.secret", "a-secret-for-tests-of-thirty-two-characters");
            settings.put("quarkus.oidc-client.auth-server-url", "http://127.0.0.1:" + port(2));
            settings.put("lodestar.oidc.token-path", "/token");
            return settings;
        }

        private String port(int server) {
            return Integer.toString(servers.get(server).getAddress().getPort());
        }

        private static String bearer(HttpExchange exchange) {
            return exchange.getRequestHeaders().getFirst("Authorization");
        }

        private static void answer(HttpExchange exchange, String text) throws IOException {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public void stop() {
            servers.forEach(server -> server.stop(0));
        }
    }
}
