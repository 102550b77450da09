package dev.lodestar.gateway.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the dashboard's files as they are, and answers of the API that a test has written down; all others are not found. */
final class StandIn implements AutoCloseable {
    private static final String API = "/api/v1";

    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<URI> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private volatile String deeds = "";

    private record Answer(int status, String body) {}

    StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What the API answers from now on. */
    StandIn answers(String path, int status, String body) {
        answers.put(path, new Answer(status, body));
        return this;
    }

    /**
     * What a reader does once an element is there, as a script that knows the element by that name.
     *
     * @param selector finds the element
     */
    StandIn reader(String selector, String script) {
        deeds = """
                <script type="module">
                let element;
                while (!(element = document.querySelector(`%s`))) {
                  await new Promise((resume) => setTimeout(resume, 20));
                }
                %s
                </script>""".formatted(selector, script);
        return this;
    }

    URI page(String query) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + query);
    }

    /** The queries, in the order of arrival, that came to a path of the API; empty texts where there was none. */
    List<String> queries(String path) {
        return asked.stream()
                .filter(address -> address.getPath().equals(API + path))
                .map(address -> address.getQuery() == null ? "" : address.getQuery())
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI address = exchange.getRequestURI();
        asked.add(address);
        String path = address.getPath();
        if (path.startsWith(API)) {
            Answer answer = answers.getOrDefault(path.substring(API.length()), new Answer(404, "{}"));
            send(exchange, answer.status(), "application/json", answer.body().getBytes(StandardCharsets.UTF_8));
        } else {
            file(exchange, path.equals("/") ? "/index.html" : path, path.equals("/") ? deeds : "");
        }
    }

    private static void file(HttpExchange exchange, String path, String addition) throws IOException {
        try (InputStream file = StandIn.class.getResourceAsStream("/META-INF/resources" + path)) {
            String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (file != null) {
                file.transferTo(body);
                body.writeBytes(addition.getBytes(StandardCharsets.UTF_8));
            }
            send(exchange, file == null ? 404 : 200, type, body.toByteArray());
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
