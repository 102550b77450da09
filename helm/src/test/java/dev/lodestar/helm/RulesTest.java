package dev.lodestar.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
    @ParameterizedTest
    @MethodSource("dev.lodestar.helm.ChartTest#scenariosAndVersions")
    void everyDocumentIsWhatTheApiTakes(String scenario, String kubernetes) {
        List<Manifest> manifests = Chart.render(scenario, kubernetes);
        assertThat(manifests.stream().flatMap(manifest -> KubernetesTypes.complaints(manifest).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.lodestar.helm.Chart#scenarios")
    void theSecondReadingPassesOverNothingButForeignKinds(String scenario) {
        assertThat(Chart.render(scenario, Chart.NEWEST).stream()
                        .filter(manifest -> !KubernetesTypes.isCurrent(manifest))
                        .map(Manifest::kind))
                .isSubsetOf("HTTPRoute", "ServiceMonitor", "PrometheusRule");
    }

    @ParameterizedTest
    @MethodSource("dev.lodestar.helm.ChartTest#scenariosAndVersions")
    void everyRuleHolds(String scenario, String kubernetes) {
        Rendering rendering = Rendering.of(scenario, kubernetes);
        for (Rule rule : Rule.ALL) {
            assertThat(rule.check(rendering)).as(rule.name()).isEmpty();
        }
    }
}
