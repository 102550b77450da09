package dev.lodestar.e2e;

import static io.restassured.RestAssured.given;

import dev.lodestar.launcher.embedded.FreePort;
import dev.lodestar.testkit.devstack.Tokens;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One built service as a process of its own on the shared PostgreSQL and Kafka, so that a test can kill it and start it again. */
final class ServiceProcess implements AutoCloseable {
    private final String module;
    private final int port;
    private final int managementPort;
    private final Path log;
    private final List<String> command;
    private Process process;

    /**
     * Starts a service and waits until it is ready.
     *
     * @param settings configuration by property name
     * @param scratch for its data and its log
     */
    ServiceProcess(String module, Map<String, String> settings, Path scratch) {
        this.module = module;
        this.port = FreePort.drawn();
        this.managementPort = FreePort.drawn();
        this.log = scratch.resolve(module + ".log");
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-Dlodestar.cohort.url=http://127.0.0.1:1"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + managementPort,
                "-Dlodestar.data.dir=" + scratch.resolve(module),
                "-jar",
                Path.of("..", module, "target", "quarkus-app", "quarkus-run.jar")
                        .toString()));
        this.process = started();
    }

    /** Starts the service again after a {@link #kill}, at the same address. */
    void restart() {
        process = started();
    }

    /** As {@code kill -9}: no shutdown hook runs, nothing is flushed. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + "/api/v1" + path);
    }

    /** A request with a token of the role. */
    RequestSpecification as(String... roles) {
        return anonymous().header("Authorization", Tokens.bearer("test", roles));
    }

    /** A request without a token. */
    RequestSpecification anonymous() {
        return given().baseUri("http://127.0.0.1:" + port + "/api/v1");
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private Process started() {
        try {
            Process begun = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Await.until(module + " is ready", () -> {
                if (!begun.isAlive()) {
                    throw new AssertionError(module + " ended:\n" + text());
                }
                return ready();
            });
            return begun;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean ready() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready")
                            .toURL()
                            .openConnection();
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String text() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
