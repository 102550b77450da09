package dev.lodestar.e2e;

import static io.restassured.RestAssured.given;

import dev.lodestar.launcher.embedded.FreePort;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Prometheus of the test's own, which scrapes services every second and knows the rules. */
final class Prometheus implements AutoCloseable {
    private static final int STOP_SECONDS = 10;

    private final Process process;
    private final String address;

    /**
     * Starts it.
     *
     * @param management addresses of the services' metrics by component, as the rules and dashboards call them
     * @param rules the rules file
     */
    Prometheus(Path executable, Map<String, URI> management, Path rules, Path scratch) throws IOException {
        int port = FreePort.drawn();
        this.address = "http://127.0.0.1:" + port;
        Path config = Files.writeString(scratch.resolve("prometheus.yaml"), config(management, rules));
        this.process = new ProcessBuilder(
                        executable.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + scratch.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--enable-feature=exemplar-storage")
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("prometheus.log").toFile())
                .start();
        Await.until("Prometheus answers", this::answers);
    }

    /** The executable, where the machine has one. */
    static Optional<Path> executable() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String config(Map<String, URI> management, Path rules) {
        String targets = management.entrySet().stream()
                .map(service -> """
                              - targets: ['%s']
                                labels: {component: %s, pod: %s-0}
                        """.formatted(service.getValue().getAuthority(), service.getKey(), service.getKey()))
                .collect(Collectors.joining());
        return """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ['%s']
                scrape_configs:
                  - job_name: lodestar
                    metrics_path: /q/metrics
                    static_configs:
                %s""".formatted(rules.toAbsolutePath(), targets);
    }

    private boolean answers() {
        try {
            return given().get(address + "/-/ready").statusCode() == 200;
        } catch (Exception notYet) {
            return false;
        }
    }

    /** The values that an expression has now, one for each series. */
    List<String> values(String expression) {
        JsonPath answer = given().queryParam("query", expression)
                .get(address + "/api/v1/query")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return answer.getString("data.resultType").equals("scalar")
                ? List.of(answer.getString("data.result[1]"))
                : answer.getList("data.result.collect { it.value[1] }", String.class);
    }

    /** Names of all metrics that were scraped. */
    List<String> metrics() {
        return given().get(address + "/api/v1/label/__name__/values")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("data", String.class);
    }

    /** What went wrong with targets and rules, as Prometheus tells it. */
    List<String> complaints() {
        List<String> targets = given().get(address + "/api/v1/targets")
                .then()
                .extract()
                .jsonPath()
                .getList("data.activeTargets.findAll { it.health != 'up' }.lastError", String.class);
        List<String> rules = given().get(address + "/api/v1/rules")
                .then()
                .extract()
                .jsonPath()
                .getList("data.groups.rules.flatten().findAll { it.health == 'err' }.lastError", String.class);
        return Stream.concat(targets.stream(), rules.stream()).toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
