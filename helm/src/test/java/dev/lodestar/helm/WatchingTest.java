package dev.lodestar.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and dashboards against the meters that the services really have, and against the pages that say what to do. */
class WatchingTest {
    private static final Path RULES = Chart.HOME.resolve("files/rules/lodestar.yaml");
    private static final Path RUNBOOKS = Chart.PROJECT.resolve("docs/operations/runbooks");
    private static final Pattern METRIC =
            Pattern.compile("(?<![:\\w])[a-z][a-z0-9]*(?:_[a-z0-9]+)+\\b(?=\\s*[{\\[)]|\\s*$|\\s+[<>])");
    private static final Pattern METER = Pattern.compile(
            "(counter|timer|gauge|held|status|Counter\\.builder|Timer\\.builder|Gauge\\.builder)\\(\\s*(?:\\w+,\\s*)?\"(lodestar\\.[a-z.]+)\"");

    /** A series that does not begin its labels with the namespace, or an aggregation that does not keep it. */
    private static final Pattern UNBOUND = Pattern.compile(
            "(?<![\\w:])(?:up|(?:lodestar|http|jvm|process)[_:][\\w:]+)(?![\\w:]|\\{namespace\\b)|\\b(?:sum|max|min|avg|count|group)\\b(?! by \\(namespace\\b)");

    /** A number of the rules file that the chart sets, and the name of its value. */
    private static final Pattern THRESHOLD = Pattern.compile("([0-9.]+) # thresholds\\.(\\w+)");

    private static final Pattern COMPARED = Pattern.compile("[<>] ([0-9.e+]+)");

    /** What the framework measures by itself. */
    private static final Set<String> FRAMEWORK = Set.of(
            "http_server_requests_seconds_count",
            "http_server_requests_seconds_bucket",
            "jvm_memory_used_bytes",
            "jvm_gc_pause_seconds_sum",
            "process_cpu_usage");

    @Test
    void everyMetricOfARuleOrADashboardIsOneThatAServiceHas() {
        Set<String> real = meters();
        assertThat(real)
                .contains("lodestar_shards_lag", "lodestar_run_finished_total", "lodestar_audit_commit_seconds_bucket");
        assertThat(expressions().flatMap(expression -> unknown(expression, real).stream()))
                .isEmpty();
    }

    @Test
    void aMisspeltMetricIsNoticed() {
        Set<String> real = meters();
        assertThat(unknown("sum(lodestar_shards_lags)", real)).containsExactly("lodestar_shards_lags");
        assertThat(unknown("sum by (state) (rate(lodestar_run_finished[5m])) > 0", real))
                .containsExactly("lodestar_run_finished");
        assertThat(unknown("lodestar_run_step_seconds{step=\"a_b\"}", real))
                .containsExactly("lodestar_run_step_seconds");
    }

    @Test
    void everythingThatIsAskedKeepsInstallationsApart() {
        assertThat(rules().flatMap(expression -> mixed(expression, ".*").stream()))
                .isEmpty();
        assertThat(panels().flatMap(expression -> mixed(expression, "$namespace").stream()))
                .isEmpty();
        assertThat(dashboards()
                        .map(dashboard -> dashboard
                                .at("/templating/list")
                                .findValuesAsText("name")
                                .toString()))
                .containsOnly("[datasource, namespace]");
    }

    @Test
    void anExpressionThatMixesInstallationsIsNoticed() {
        assertThat(mixed("sum by (component) (lodestar_shards_lag{namespace=~\".*\"}) > 1", ".*"))
                .containsExactly("sum");
        assertThat(mixed("max by (namespace) (up{component=\"ingest\"}) or lodestar:a:b", ".*"))
                .containsExactly("up", "lodestar:a:b");
    }

    @Test
    void theChartsRulesAreThoseOfItsNamespace() {
        assertThat(rules(rendered(Chart.values("production")).path("groups")))
                .isNotEmpty()
                .allSatisfy(expression -> assertThat(expression)
                        .contains("namespace=\"analytics\"")
                        .doesNotContain("namespace=~"));
    }

    @Test
    void theThresholdsOfTheRulesFileAreTheValuesOfTheChart() {
        assertThat(THRESHOLD
                        .matcher(Chart.text(RULES))
                        .results()
                        .collect(Collectors.toMap(found -> found.group(2), found -> Double.valueOf(found.group(1)))))
                .isEqualTo(
                        Chart.yaml(Chart.HOME.resolve("values.yaml"))
                                .at("/monitoring/rules/thresholds")
                                .properties()
                                .stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().asDouble())));
    }

    @Test
    void theChartsRulesHaveItsThresholds(@TempDir Path directory) throws IOException {
        Path own = Files.writeString(
                directory.resolve("values.yaml"),
                Chart.text(Chart.values("production"))
                        .replace(
                                "  rules:\n",
                                "  rules:\n    thresholds: {warehouseLag: 5000000, shardLag: 7, goodRows: 0.5, northStarAttainment: 1, retention: 0.125}\n"));
        assertThat(thresholds(rendered(own)))
                .containsEntry("LodestarWarehouseLag", 5_000_000.0)
                .containsEntry("LodestarShardLag", 7.0)
                .containsEntry("LodestarDataAnomaly", 0.5)
                .containsEntry("LodestarNorthStarUnderTarget", 1.0)
                .containsEntry("LodestarRetentionUnderBenchmark", 0.125);
        assertThat(thresholds(rendered(Chart.values("production"))))
                .containsEntry("LodestarWarehouseLag", 100_000.0)
                .containsEntry("LodestarRetentionUnderBenchmark", 0.05);
    }

    /** By alert: the first number that a figure is compared with. */
    private static Map<String, Double> thresholds(JsonNode rules) {
        return Manifest.elements(rules.path("groups"))
                .flatMap(group -> Manifest.elements(group.path("rules")))
                .filter(rule -> COMPARED.matcher(rule.path("expr").asText()).find())
                .filter(rule -> rule.has("alert"))
                .collect(Collectors.toMap(
                        rule -> rule.path("alert").asText(),
                        rule -> COMPARED.matcher(rule.path("expr").asText())
                                .results()
                                .map(found -> Double.valueOf(found.group(1)))
                                .findFirst()
                                .orElseThrow()));
    }

    @Test
    void everyAlertHasItsRunbookAndEveryRunbookItsAlert() throws IOException {
        Set<String> named = Manifest.elements(Chart.yaml(RULES).path("groups"))
                .flatMap(group -> Manifest.elements(group.path("rules")))
                .filter(rule -> rule.has("alert"))
                .map(rule -> rule.at("/annotations/runbook_url").asText())
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            assertThat(pages.map(page -> page.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void thereIsADashboardForEachServiceForTheWholeAndForTheBusiness() {
        List<JsonNode> dashboards = dashboards().toList();
        assertThat(dashboards.stream().map(dashboard -> dashboard.path("uid").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Rendering.SERVICES.stream(), Stream.of("overview", "business"))
                                .map(name -> "lodestar-" + name)
                                .toList());
    }

    @Test
    void theRulesPassTheirOwnTests() throws IOException, InterruptedException {
        pass("lodestar-test.yaml");
    }

    @Test
    void theChartsRulesPassTheirOwnTests() throws IOException, InterruptedException {
        Path rules = Chart.PROJECT.resolve("helm/target/rules/lodestar.yaml");
        Files.createDirectories(rules.getParent());
        Files.writeString(rules, rendered(Chart.values("production")).toString());
        pass("rendered-test.yaml");
    }

    private static void pass(String tests) throws IOException, InterruptedException {
        Optional<Path> promtool = promtool();
        assumeTrue(promtool.isPresent(), "promtool is not on the PATH");
        Process process = new ProcessBuilder(promtool.get().toString(), "test", "rules", tests)
                .directory(Chart.PROJECT.resolve("helm/rules-test").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Optional<Path> promtool() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The rules that the chart makes of a value file. */
    private static JsonNode rendered(Path values) {
        return Chart.render(values, Chart.NEWEST, Map.of()).stream()
                .filter(manifest -> manifest.is("PrometheusRule"))
                .findFirst()
                .orElseThrow()
                .at("/spec");
    }

    private static Stream<String> expressions() {
        return Stream.concat(rules(), panels());
    }

    private static Stream<String> rules() {
        return rules(Chart.yaml(RULES).path("groups"));
    }

    private static Stream<String> rules(JsonNode groups) {
        return Manifest.elements(groups)
                .flatMap(group -> Manifest.elements(group.path("rules")))
                .map(rule -> rule.path("expr").asText());
    }

    private static Stream<String> panels() {
        return dashboards()
                .flatMap(dashboard -> Manifest.elements(dashboard.path("panels")))
                .flatMap(panel -> Manifest.elements(panel.path("targets")))
                .map(target -> target.path("expr").asText());
    }

    /** The series of an expression that are not those of a namespace, and the aggregations that lose it. */
    private static List<String> mixed(String expression, String namespace) {
        return UNBOUND.matcher(expression.replace("{namespace=~\"" + namespace + "\"", "{namespace"))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static Stream<JsonNode> dashboards() {
        try (Stream<Path> files = Files.list(Chart.HOME.resolve("files/dashboards"))) {
            return files.sorted().map(Chart::json).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The metrics of an expression that nobody has; recorded series, functions and labels are none. */
    private static Set<String> unknown(String expression, Set<String> real) {
        Set<String> unknown = new TreeSet<>();
        Matcher metric =
                METRIC.matcher(expression.replaceAll("\"[^\"]*\"", "\"\"").replaceAll("by \\([^)]*\\)", ""));
        while (metric.find()) {
            if (!real.contains(metric.group()) && !FRAMEWORK.contains(metric.group())) {
                unknown.add(metric.group());
            }
        }
        return unknown;
    }

    /** All meters of the services as Prometheus sees them. */
    private static Set<String> meters() {
        Set<String> names = new TreeSet<>();
        for (String module :
                List.of("gateway", "ingest-service", "growth-service", "report-service", "timeline-host")) {
            try (Stream<Path> files = Files.walk(Chart.PROJECT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> METER.matcher(Chart.text(file))
                                .results()
                                .forEach(found -> names.addAll(exposed(found.group(1), found.group(2)))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names;
    }

    private static List<String> exposed(String how, String name) {
        String base = name.replace('.', '_');
        return switch (how) {
            case "counter", "Counter.builder" -> List.of(base + "_total");
            case "timer", "Timer.builder" ->
                Stream.of("count", "sum", "max", "bucket")
                        .map(suffix -> base + "_seconds_" + suffix)
                        .toList();
            default -> List.of(base);
        };
    }
}
