package dev.lodestar.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
    private static final Path K8S = Chart.PROJECT.resolve("k8s");
    private static final Path BASE = K8S.resolve("base/lodestar.yaml");
    private static final String KUBERNETES = "v1.30.0";
    private static final String HEADER = """
            # Made from the chart in helm/lodestar by its tests (ManifestsTest): change that, and write this anew.
            """;

    @BeforeAll
    static void writeTheBaseWhenAsked() throws IOException {
        if (System.getProperty("manifests.write") != null) {
            Files.writeString(BASE, rendered());
        }
    }

    @Test
    void theBaseIsWhatTheChartRenders() {
        assertThat(Chart.text(BASE))
                .as("k8s/base/lodestar.yaml is stale: run this test with -Dmanifests.write")
                .isEqualTo(rendered());
    }

    private static String rendered() {
        FakeCluster.up();
        String text = new Helm(Chart.HOME)
                .template()
                .withName("lodestar")
                .withNamespace("lodestar")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(K8S.resolve("values.yaml"))
                .call();
        return text.lines()
                .filter(line -> !line.contains("helm.sh/chart:"))
                .filter(line -> !line.contains("app.kubernetes.io/managed-by: Helm"))
                .filter(line -> !line.startsWith("# Source: "))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n", HEADER, "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void everyRuleHoldsForEveryOverlay(String overlay) {
        List<Manifest> manifests =
                Overlay.apply(K8S.resolve("overlays").resolve(overlay), Chart.parse(Chart.text(BASE)));
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
