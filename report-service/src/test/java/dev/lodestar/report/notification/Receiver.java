package dev.lodestar.report.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.lodestar.testkit.secured.TestCertificate;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Who is told, by HTTPS, HTTP and mail: answers by the first part of the path ({@code ok}, {@code flaky}: 503 the first two times, {@code redirect}, {@code gone},
 * {@code broken}) and tells at {@code /received/…} what came to a path.
 */
public final class Receiver implements QuarkusTestResourceLifecycleManager {
    /** The setting that holds the address of the HTTPS receiver. */
    static final String SECURE = "test.receiver.secure";

    /** The setting that holds the address of the HTTP receiver. */
    static final String PLAIN = "test.receiver.plain";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final TestCertificate certificate = TestCertificate.in(Path.of("target"));
    private final HttpServer plain = listen();
    private final HttpsServer secure = listenSecurely(certificate);
    private final PostOffice office = new PostOffice(certificate, PostOffice.Security.STARTTLS, this::receive);

    /** A request. */
    record Received(String path, Map<String, String> headers, String body) {}

    @Override
    public Map<String, String> start() {
        for (HttpServer server : List.of(plain, secure)) {
            server.createContext("/", this::receive);
            server.start();
        }
        Map<String, String> settings = new HashMap<>(mail());
        settings.putAll(webhooks());
        return settings;
    }

    private Map<String, String> mail() {
        String mail = "lodestar.notification.mail.";
        return Map.of(
                mail + "host",
                "127.0.0.1",
                mail + "port",
                Integer.toString(office.port()),
                mail + "from",
                "alerts@lodestar.example",
                mail + "username",
                PostOffice.USER,
                mail + "password",
                PostOffice.PASSWORD,
                mail + "trust-certificates",
                certificate.certificate().toString(),
                mail + "max-recipients",
                "3",
                mail + "allowed-domains",
                "example.org,Example.net");
    }

    private Map<String, String> webhooks() {
        return Map.of(
                SECURE,
                "https://127.0.0.1:" + secure.getAddress().getPort(),
                PLAIN,
                "http://127.0.0.1:" + plain.getAddress().getPort(),
                "lodestar.notification.key",
                "mX2kq9vJr7LtPz4wYb8cDf3g",
                "lodestar.notification.allow-http",
                "true",
                "lodestar.notification.ports",
                secure.getAddress().getPort() + "," + plain.getAddress().getPort(),
                "lodestar.notification.allowed-networks",
                "127.0.0.0/8",
                "lodestar.notification.trust-certificates",
                certificate.certificate().toString(),
                "lodestar.notification.first-pause",
                "PT0.05S",
                "lodestar.notification.attempts",
                "4");
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static HttpServer listen() {
        try {
            return HttpServer.create(anyPort(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpsServer listenSecurely(TestCertificate certificate) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SSLContext context(TestCertificate certificate) throws IOException {
        char[] password = TestCertificate.PASSWORD.toCharArray();
        try (InputStream in = Files.newInputStream(certificate.keyStore())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A mail stands at {@code /mail/RECIPIENT}, with its source as the body. */
    private void receive(PostOffice.Mail mail) {
        mail.to().forEach(to -> received.add(new Received("/mail/" + to, Map.of(), mail.source())));
    }

    private void receive(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.startsWith("/received/")) {
            String about = path.substring("/received".length());
            answer(
                    exchange,
                    200,
                    JSON.writeValueAsString(received.stream()
                            .filter(it -> it.path().equals(about))
                            .toList()));
            return;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        received.add(new Received(path, headers, body));
        long times = received.stream().filter(it -> it.path().equals(path)).count();
        switch (path.split("/")[1]) {
            case "ok" -> answer(exchange, 204, "");
            case "flaky" -> answer(exchange, times <= 2 ? 503 : 200, "x".repeat(100_000));
            case "redirect" -> {
                exchange.getResponseHeaders().add("Location", path.replace("redirect", "ok"));
                answer(exchange, 307, "");
            }
            case "gone" -> answer(exchange, 410, "");
            default -> answer(exchange, 500, "");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void stop() {
        office.close();
        plain.stop(0);
        secure.stop(0);
    }
}
