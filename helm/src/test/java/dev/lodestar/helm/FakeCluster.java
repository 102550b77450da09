package dev.lodestar.helm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * As much of a cluster as Helm's {@code lookup} asks for, so that no test ever reaches a real one: secrets by name, and nothing else. The build points
 * KUBECONFIG at the file that is written here.
 */
final class FakeCluster {
    private static final Map<String, String> SECRETS = new ConcurrentHashMap<>();
    private static final String RESOURCES = """
            {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "v1", "resources":
             [{"name": "secrets", "singularName": "secret", "namespaced": true, "kind": "Secret", "verbs": ["get", "list"]}]}
            """;
    private static final String MISSING = """
            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404, "message": "not found"}
            """;

    static {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", FakeCluster::answer);
            server.start();
            Files.writeString(Path.of(System.getenv("KUBECONFIG")), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: fake, cluster: {server: "http://127.0.0.1:%d"}}]
                    contexts: [{name: fake, context: {cluster: fake, user: nobody}}]
                    users: [{name: nobody, user: {}}]
                    current-context: fake
                    """.formatted(
                            server.getAddress().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FakeCluster() {}

    /** Without this no rendering: starts the server when it does not run yet. */
    static void up() {}

    /** From now on there is this secret; its values are in Base64. */
    static void secret(String name, Map<String, String> data) {
        StringBuilder json = new StringBuilder();
        data.forEach(
                (key, value) -> json.append(json.isEmpty() ? "" : ",").append("\"%s\":\"%s\"".formatted(key, value)));
        SECRETS.put("/api/v1/namespaces/%s/secrets/%s".formatted(Chart.NAMESPACE, name), """
                {"kind": "Secret", "apiVersion": "v1", "metadata": {"name": "%s", "namespace": "%s"}, "data": {%s}}
                """.formatted(
                        name, Chart.NAMESPACE, json));
    }

    static void noSecret(String name) {
        SECRETS.remove("/api/v1/namespaces/%s/secrets/%s".formatted(Chart.NAMESPACE, name));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = path.equals("/api/v1") ? RESOURCES : SECRETS.getOrDefault(path, MISSING);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(body.equals(MISSING) ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
