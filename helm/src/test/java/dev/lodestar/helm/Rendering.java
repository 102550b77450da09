package dev.lodestar.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All documents of one installation.
 *
 * @param given every text among the values: names of secrets and the like that are expected to be in the cluster already
 */
record Rendering(Set<String> given, List<Manifest> manifests) {
    static final List<String> SERVICES = List.of("ingest", "metrics", "cohort", "growth", "report", "gateway");

    private static final String COMPONENT = "app.kubernetes.io/component";

    static Rendering of(String scenario, String kubernetes) {
        Set<String> texts = new HashSet<>();
        collect(Chart.yaml(Chart.values(scenario)), texts);
        return new Rendering(texts, Chart.render(scenario, kubernetes));
    }

    private static void collect(JsonNode node, Set<String> texts) {
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(child -> collect(child, texts));
    }

    Stream<Manifest> kind(String kind) {
        return manifests.stream().filter(manifest -> manifest.is(kind));
    }

    Optional<Manifest> find(String kind, String name) {
        return kind(kind).filter(manifest -> manifest.name().equals(name)).findFirst();
    }

    Stream<Manifest> pods() {
        return manifests.stream().filter(Manifest::makesPods);
    }

    /** What makes pods with all of these labels. */
    List<Manifest> podsWith(Map<String, String> labels) {
        return pods().filter(pod -> pod.podLabels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    /** Deployment or StatefulSet of a service of the suite. */
    Optional<Manifest> service(String name) {
        return pods().filter(pod -> !pod.is("Pod") && component(pod).equals(name))
                .findFirst();
    }

    static String component(Manifest pod) {
        return pod.podLabels().getOrDefault(COMPONENT, "");
    }

    /** The variables of a container: what the ConfigMaps of its envFrom say, its own above them; a reference has the value "". */
    Map<String, String> variables(JsonNode container) {
        Map<String, String> variables = new java.util.TreeMap<>();
        Manifest.elements(container.path("envFrom"))
                .map(source -> source.at("/configMapRef/name").asText())
                .flatMap(name -> find("ConfigMap", name).stream())
                .forEach(config -> variables.putAll(Manifest.map(config.at("/data"))));
        Manifest.elements(container.path("env"))
                .forEach(entry -> variables.put(
                        entry.path("name").asText(), entry.path("value").asText("")));
        return variables;
    }
}
