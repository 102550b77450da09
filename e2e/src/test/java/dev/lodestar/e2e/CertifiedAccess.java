package dev.lodestar.e2e;

import static io.restassured.RestAssured.given;

import dev.lodestar.launcher.embedded.FreePort;
import dev.lodestar.launcher.suite.Secrets;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.secured.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Clients with certificates of their own, which their tokens are bound to (RFC 8705), the provider's TLS that asks for them, and a further gateway on the suite's services that does.
 */
final class CertifiedAccess {
    /** The place of the client whose tokens are used. */
    static final int OWN = 0;

    /** The place of a client that is known too. */
    static final int ANOTHERS = 1;

    /** The place of a client that shows none. */
    static final int NOBODY = -1;

    private static final String CLIENT = "certified";

    private final Path scratch;
    private final TestCertificate server;
    private final List<TestCertificate> clients;
    private final int providerPort = FreePort.drawn();
    private final int gatewayPort = FreePort.drawn();

    CertifiedAccess(Path scratch) {
        this.scratch = scratch;
        this.server = TestCertificate.in(scratch);
        this.clients = List.of(TestCertificate.in(scratch), TestCertificate.in(scratch));
    }

    /** What the provider's process has to find in its environment to serve TLS, too, and ask for certificates. */
    Map<String, String> ofTheProvider() {
        Path trusted = scratch.resolve("clients.p12");
        try (OutputStream out = Files.newOutputStream(trusted)) {
            KeyStore store = trusting(clients);
            store.store(out, TestCertificate.PASSWORD.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the clients' certificates cannot be kept", e);
        }
        return Map.of(
                "KC_HTTPS_PORT", Integer.toString(providerPort),
                "KC_HTTPS_CERTIFICATE_FILE", server.certificate().toString(),
                "KC_HTTPS_CERTIFICATE_KEY_FILE", server.key().toString(),
                "KC_HTTPS_TRUST_STORE_FILE", trusted.toString(),
                "KC_HTTPS_TRUST_STORE_PASSWORD", TestCertificate.PASSWORD);
    }

    /** Makes a client at the provider that is as the demo client, but gets tokens that are bound to certificates. */
    void register(Lodestar lodestar, Secrets secrets) {
        URI provider = lodestar.issuer().resolve("/");
        String administrator = given().formParam("grant_type", "password")
                .formParam("client_id", "admin-cli")
                .formParam("username", "admin")
                .formParam("password", secrets.get("keycloak.admin"))
                .post(provider.resolve("/realms/master/protocol/openid-connect/token"))
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        URI all = provider.resolve("/admin/realms/lodestar/clients");
        Map<String, Object> client = new HashMap<>(given().auth()
                .oauth2(administrator)
                .queryParam("clientId", lodestar.demoClient())
                .get(all)
                .then()
                .statusCode(200)
                .extract()
                .<Map<String, Object>>path("[0]"));
        List<Map<String, Object>> mappers = given().auth()
                .oauth2(administrator)
                .get(all + "/" + client.remove("id") + "/protocol-mappers/models")
                .then()
                .statusCode(200)
                .extract()
                .path("$");
        mappers.forEach(mapper -> mapper.remove("id"));
        client.put("protocolMappers", mappers);
        client.put("clientId", CLIENT);
        client.put("attributes", Map.of("tls.client.certificate.bound.access.tokens", "true"));
        given().auth()
                .oauth2(administrator)
                .contentType("application/json")
                .body(client)
                .post(all)
                .then()
                .statusCode(201);
    }

    /** Asks the provider for a token of a viewer, over a connection that shows the client's certificate. */
    HttpResponse<String> token(Lodestar lodestar, int shown) throws IOException, InterruptedException {
        Map<String, String> form = new HashMap<>(lodestar.login("viewer"));
        form.put("grant_type", "password");
        form.put("client_id", CLIENT);
        URI address = URI.create(
                "https://127.0.0.1:" + providerPort + lodestar.tokenEndpoint().getPath());
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                                .map(field -> field.getKey() + "="
                                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&")))),
                shown);
    }

    /** Starts a gateway of its own, which serves TLS by the settings that the security guide names. */
    ServiceProcess gateway(Lodestar lodestar) {
        Map<String, String> settings = new HashMap<>(new LodestarTestResource().start());
        settings.keySet().removeIf(setting -> setting.startsWith("quarkus.oidc."));
        settings.put("lodestar.oidc.issuer", lodestar.issuer().toString());
        for (String service : List.of("ingest", "metrics", "cohort", "growth", "report")) {
            settings.put("lodestar." + service + ".url", lodestar.service(service + "-service"));
        }
        settings.put("lodestar.client.secret", UUID.randomUUID().toString());
        settings.put(
                "lodestar.audit.signing-key",
                Base64.getEncoder()
                        .encodeToString(sha256(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8))));
        settings.put(
                "quarkus.tls.https.key-store.pem.0.cert", server.certificate().toString());
        settings.put("quarkus.tls.https.key-store.pem.0.key", server.key().toString());
        settings.put("quarkus.http.tls-configuration-name", "https");
        settings.put("quarkus.http.ssl-port", Integer.toString(gatewayPort));
        settings.put("lodestar.tls.client-certificates", "true");
        settings.put(
                "quarkus.tls.https.trust-store.pem.certs",
                clients.stream().map(client -> client.certificate().toString()).collect(Collectors.joining(",")));
        return new ServiceProcess("gateway", settings, scratch);
    }

    /** Asks that gateway, over a connection that shows the client's certificate. */
    HttpResponse<String> asked(String path, String token, int shown) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + gatewayPort + "/api/v1" + path))
                        .header("Authorization", "Bearer " + token),
                shown);
    }

    /** What tokens of the client are bound to (RFC 8705, 3.1). */
    String thumbprint() throws IOException, GeneralSecurityException {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sha256(read(clients.get(OWN)).getEncoded()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, int shown) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(context(shown)).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was just made cannot be used", e);
        }
    }

    private SSLContext context(int shown) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusting(List.of(server)));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown == NOBODY ? new KeyManager[0] : keys(clients.get(shown)), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyManager[] keys(TestCertificate own) throws IOException, GeneralSecurityException {
        char[] password = TestCertificate.PASSWORD.toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(own.keyStore().toFile(), password), password);
        return keys.getKeyManagers();
    }

    private static KeyStore trusting(List<TestCertificate> certificates) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (TestCertificate certificate : certificates) {
            store.setCertificateEntry(certificate.certificate().toString(), read(certificate));
        }
        return store;
    }

    private static Certificate read(TestCertificate certificate) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(certificate.certificate())) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
