package dev.lodestar.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
    private static final Path K8S = Chart.PROJECT.resolve("k8s");
    private static final Path BASE = K8S.resolve("base/lodestar.yaml");
    private static final Path MONITORING = K8S.resolve("components/monitoring/lodestar.yaml");
    private static final Pattern WATCHED = Pattern.compile("(?m)^kind: (ServiceMonitor|PrometheusRule)$");
    private static final Pattern EDIT = Pattern.compile("'s/([^/']+)/([^/']+)/'");
    private static final String KUBERNETES = "v1.30.0";
    private static final String HEADER = """
            # Made from the chart in helm/lodestar by its tests (ManifestsTest): change that, and write this anew.
            """;

    @BeforeAll
    static void writeThemWhenAsked() throws IOException {
        if (System.getProperty("manifests.write") != null) {
            Files.writeString(BASE, rendered());
            Files.writeString(MONITORING, monitoring());
        }
    }

    @Test
    void theBaseIsWhatTheChartRenders() {
        assertThat(Chart.text(BASE))
                .as("k8s/base/lodestar.yaml is stale: run this test with -Dmanifests.write")
                .isEqualTo(rendered());
    }

    @Test
    void theMonitoringIsWhatTheChartRenders() {
        assertThat(Chart.text(MONITORING))
                .as("k8s/components/monitoring/lodestar.yaml is stale: run this test with -Dmanifests.write")
                .isEqualTo(monitoring());
    }

    private static String rendered() {
        return HEADER + lines(template().call());
    }

    private static String monitoring() {
        String text = template()
                .set("monitoring.serviceMonitor.enabled", true)
                .set("monitoring.rules.enabled", true)
                .call();
        return Stream.of(lines(text).split("(?m)^---\n"))
                .filter(document -> WATCHED.matcher(document).find())
                .collect(Collectors.joining("---\n", HEADER + "---\n", ""));
    }

    private static TemplateCommand template() {
        FakeCluster.up();
        return new Helm(Chart.HOME)
                .template()
                .withName("lodestar")
                .withNamespace("lodestar")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(K8S.resolve("values.yaml"));
    }

    private static String lines(String text) {
        return text.lines()
                .filter(line -> !line.contains("helm.sh/chart:"))
                .filter(line -> !line.contains("app.kubernetes.io/managed-by: Helm"))
                .filter(line -> !line.startsWith("# Source: "))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void noExampleAddressOfTheBaseIsLeftInAnOverlay(String name) {
        JsonNode examples = Chart.yaml(K8S.resolve("values.yaml"));
        String kafka = examples.at("/kafka/bootstrapServers").asText();
        List<Manifest> manifests = overlay(name);

        assertThat(manifests)
                .isNotEmpty()
                .noneMatch(manifest -> manifest.node().toString().contains(kafka))
                .noneMatch(manifest -> manifest.node()
                        .toString()
                        .contains(examples.at("/database/host").asText()))
                .noneMatch(manifest -> manifest.node()
                        .toString()
                        .contains(examples.at("/oidc/issuer").asText()));
        assertThat(manifests.stream()
                        .flatMap(manifest -> manifest.containers().stream())
                        .map(container -> new Rendering(Set.of(), manifests).variables(container))
                        .map(variables ->
                                variables.getOrDefault("KAFKA_BOOTSTRAP", variables.get("KAFKA_BOOTSTRAP_SERVERS")))
                        .filter(Objects::nonNull)
                        .distinct())
                .as("the job that makes topics asks the broker that the services ask")
                .hasSize(1);
    }

    @Test
    void topicsOnOneBrokerHaveOneCopy() {
        List<Manifest> manifests = overlay("dev");
        Manifest job = manifests.stream()
                .filter(manifest -> manifest.is("Job"))
                .findFirst()
                .orElseThrow();
        String script = manifests.stream()
                .map(manifest -> manifest.at("/data/topics.sh").asText())
                .collect(Collectors.joining());
        for (MatchResult edit : EDIT.matcher(
                        job.containers().getFirst().path("command").toString())
                .results()
                .toList()) {
            assertThat(script).contains(edit.group(1));
            script = script.replace(edit.group(1), edit.group(2));
        }

        assertThat(script).contains("--replication-factor 1 ", "--config min.insync.replicas=1 ");
    }

    private static List<Manifest> overlay(String name) {
        return Overlay.apply(K8S.resolve("overlays").resolve(name), Chart.parse(Chart.text(BASE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void everyRuleHoldsForEveryOverlay(String name) {
        List<Manifest> manifests = overlay(name);
        Rendering rendering = new Rendering(Set.of("lodestar-credentials"), manifests);
        assertThat(manifests.stream().flatMap(manifest -> KubernetesTypes.complaints(manifest).stream()))
                .isEmpty();
        for (Rule rule : Rule.ALL) {
            if (!rule.name().equals("a selector selects something")) { // the test pod is Helm's
                assertThat(rule.check(rendering)).as(rule.name()).isEmpty();
            }
        }
    }
}
