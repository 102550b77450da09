package dev.lodestar.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What dashboards and alerts ask is answered by a real Prometheus that watches the running suite. {@code -Dlodestar.watch=true} (part of {@code test --full}) runs
 * it, where there is a Prometheus.
 */
class WatchedTest {
    private static final Path CHART = Path.of("../helm/lodestar/files");
    private static final Path RULES = CHART.resolve("rules/lodestar.yaml");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path scratch;

    @SuppressWarnings("NullAway.Init")
    private static Commands commands;

    @SuppressWarnings("NullAway.Init")
    private static Lodestar lodestar;

    @SuppressWarnings("NullAway.Init")
    private static Prometheus prometheus;

    @BeforeAll
    static void watch() throws IOException {
        assumeTrue(Boolean.getBoolean("lodestar.watch"), "-Dlodestar.watch=true runs this");
        assumeTrue(Prometheus.executable().isPresent(), "there is no prometheus on the PATH");
        commands = new Commands(scratch.resolve("state"));
        Commands.Outcome up =
                commands.run("up", "--users=2000", "--events=20000", "--output=" + scratch.resolve("output"));
        assertThat(up.exitCode()).as(up.output()).isZero();
        Path endpoints = scratch.resolve("state/endpoints.json");
        lodestar = new Lodestar(endpoints);
        prometheus = new Prometheus(
                Prometheus.executable().orElseThrow(),
                management(endpoints),
                RULES,
                Files.createDirectory(scratch.resolve("prometheus")));
    }

    @AfterAll
    static void takeDown() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (commands != null) {
            commands.run("down");
        }
    }

    @Test
    void everythingThatADashboardAsksIsAnsweredWithSeries() throws IOException {
        List<String> expressions = dashboards();
        assertThat(expressions).hasSizeGreaterThan(60);

        awaitSeries(expressions);
        assertThat(prometheus.complaints()).isEmpty();
    }

    /** With its comparisons taken away, an alert's expression is a figure that must be there while nothing is wrong. */
    @Test
    void everyAlertWatchesSeriesThatAreThereWhileNothingIsWrong() throws IOException {
        List<String> alerts = alerts();
        assertThat(alerts).hasSizeGreaterThan(10);

        awaitSeries(alerts.stream().flatMap(alert -> figures(alert).stream()).toList());
    }

    @Test
    void nothingFiresWhileNothingIsWrong() {
        awaitSeries(List.of("count(up == 1) == 6", "absent(ALERTS{alertname=\"LodestarServiceAbsent\"})"));
        for (String quiet : List.of(
                "LodestarServiceDown",
                "LodestarIncomplete",
                "LodestarReconciliationMismatch",
                "LodestarRunFailed",
                "LodestarAuditUnavailable",
                "LodestarAuditBroken")) {
            assertThat(prometheus.values("ALERTS{alertname=\"" + quiet + "\"}"))
                    .as(quiet)
                    .isEmpty();
        }
    }

    /** Waits until every expression has series; fails with those that have none. */
    private static void awaitSeries(List<String> expressions) {
        List<String> silent = new ArrayList<>();
        try {
            Await.until("every expression has series", () -> {
                ask();
                silent.clear();
                expressions.stream()
                        .filter(expression -> prometheus.values(expression).isEmpty())
                        .forEach(silent::add);
                return silent.isEmpty();
            });
        } catch (AssertionError late) {
            throw new AssertionError("without series: " + silent, late);
        }
    }

    /** The operands of an alert's comparisons, without the thresholds, and what must not be absent. */
    private static List<String> figures(String alert) {
        return Stream.of(alert.replaceAll("#.*", "").split("\\b(and|or)\\b"))
                .flatMap(part -> Stream.of(part.split("(?<![=!~])[<>]=?|(?<![=!<>])==")))
                .map(String::strip)
                .map(figure -> figure.replaceFirst("^absent\\((.*)\\)$", "$1"))
                .filter(figure -> figure.matches("(?s).*[a-z_]{4,}.*"))
                .toList();
    }

    /** Something that every service has to do. */
    private static void ask() {
        for (String path :
                List.of("/metrics/summary", "/funnel", "/cohorts/retention", "/growth/levers", "/analysis/runs")) {
            lodestar.as("analyst").get(path);
        }
        lodestar.anonymous().get("/metrics/summary");
    }

    /** As Grafana asks them for all namespaces: these targets have none. */
    private static List<String> dashboards() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> expressions = new ArrayList<>();
        try (Stream<Path> files = Files.list(CHART.resolve("dashboards"))) {
            for (Path file : files.sorted().toList()) {
                json.readTree(file.toFile()).findValuesAsText("expr").forEach(expressions::add);
            }
        }
        return expressions.stream()
                .map(expression -> expression.replace("$namespace", ".*"))
                .distinct()
                .toList();
    }

    private static List<String> alerts() throws IOException {
        JsonNode groups = new YAMLMapper().readTree(RULES.toFile()).path("groups");
        return StreamSupport.stream(groups.spliterator(), false)
                .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false))
                .filter(rule -> rule.has("alert"))
                .map(rule -> rule.path("expr").asText())
                .toList();
    }

    private static Map<String, URI> management(Path endpoints) throws IOException {
        Map<String, URI> addresses = new TreeMap<>();
        new ObjectMapper()
                .readTree(endpoints.toFile())
                .path("management")
                .properties()
                .forEach(service -> addresses.put(
                        service.getKey().replace("-service", ""),
                        URI.create(service.getValue().asText())));
        return addresses;
    }
}
