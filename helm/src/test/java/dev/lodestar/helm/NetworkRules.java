package dev.lodestar.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who may talk to whom: what the settings need is open on both sides, and nothing else is. */
final class NetworkRules {
    static final List<Rule> ALL = List.of(
            new Rule("an arrow is open at both ends exactly where a service asks another", NetworkRules::arrows),
            new Rule("every pod is under a policy of both directions", NetworkRules::covered),
            new Rule("the ports of what stands outside are those of the settings", NetworkRules::outside));

    private static final int API = 8080;

    private NetworkRules() {}

    private static boolean off(Rendering rendering) {
        return rendering.kind("NetworkPolicy").findAny().isEmpty();
    }

    private static Stream<String> arrows(Rendering rendering) {
        if (off(rendering)) {
            return Stream.empty();
        }
        TreeSet<String> needed = new TreeSet<>();
        TreeSet<String> leaving = new TreeSet<>();
        TreeSet<String> entering = new TreeSet<>();
        for (String from : Rendering.SERVICES) {
            asked(rendering, from).forEach(to -> needed.add(from + " -> " + to));
            rules(rendering, from, "egress")
                    .filter(rule -> Manifest.elements(rule.path("ports"))
                            .anyMatch(port -> port.path("port").asInt() == API))
                    .flatMap(rule -> peers(rule.path("to")))
                    .filter(Rendering.SERVICES::contains)
                    .forEach(to -> leaving.add(from + " -> " + to));
            rules(rendering, from, "ingress")
                    .filter(rule -> Manifest.elements(rule.path("ports"))
                            .anyMatch(port -> port.path("port").asText().equals("http")))
                    .flatMap(rule -> peers(rule.path("from")))
                    .filter(Rendering.SERVICES::contains)
                    .forEach(peer -> entering.add(peer + " -> " + from));
        }
        return Stream.of(Map.entry("leaving", leaving), Map.entry("entering", entering))
                .filter(open -> !open.getValue().equals(needed))
                .map(open -> open.getKey() + " " + open.getValue() + ", but needed are " + needed);
    }

    /** Whom a service asks: the services whose address it is given, and its own replicas where it has an identity. */
    private static Stream<String> asked(Rendering rendering, String from) {
        return rendering.service(from).stream()
                .flatMap(pod -> Stream.concat(
                        Rendering.SERVICES.stream()
                                .filter(to -> pod.containers().stream()
                                        .anyMatch(container -> rendering
                                                .variables(container)
                                                .containsKey(
                                                        "LODESTAR_" + to.toUpperCase(java.util.Locale.ROOT) + "_URL"))),
                        pod.is("StatefulSet") ? Stream.of(from) : Stream.empty()));
    }

    private static Stream<JsonNode> rules(Rendering rendering, String component, String direction) {
        return rendering
                .kind("NetworkPolicy")
                .filter(policy -> WiringRules.selector(policy)
                        .getOrDefault("app.kubernetes.io/component", "")
                        .equals(component))
                .flatMap(policy -> Manifest.elements(policy.at("/spec/" + direction)));
    }

    private static Stream<String> peers(JsonNode list) {
        return Manifest.elements(list)
                .map(peer -> peer.at("/podSelector/matchLabels/app.kubernetes.io~1component")
                        .asText());
    }

    private static Stream<String> covered(Rendering rendering) {
        return off(rendering)
                ? Stream.empty()
                : rendering
                        .pods()
                        .filter(pod -> rendering
                                .kind("NetworkPolicy")
                                .filter(policy -> pod.podLabels()
                                        .entrySet()
                                        .containsAll(
                                                WiringRules.selector(policy).entrySet()))
                                .noneMatch(
                                        policy -> policy.at("/spec/policyTypes").size() == 2))
                        .map(Manifest::label);
    }

    private static Stream<String> outside(Rendering rendering) {
        if (off(rendering)) {
            return Stream.empty();
        }
        return Rendering.SERVICES.stream()
                .flatMap(name -> rendering.service(name).stream()
                        .flatMap(pod -> pod.containers().stream())
                        .flatMap(container -> needed(rendering.variables(container)))
                        .filter(port -> rules(rendering, name, "egress")
                                .flatMap(rule -> Manifest.elements(rule.path("ports")))
                                .noneMatch(open -> open.path("port").asInt() == port))
                        .map(port -> name + " cannot reach port " + port));
    }

    private static Stream<Integer> needed(Map<String, String> variables) {
        URI issuer = URI.create(variables.getOrDefault("LODESTAR_OIDC_ISSUER", "http://missing"));
        int byScheme = "https".equals(issuer.getScheme()) ? 443 : 80;
        Stream<Integer> brokers = Stream.of(
                        variables.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "").split(","))
                .filter(broker -> broker.contains(":"))
                .map(broker -> Integer.valueOf(broker.substring(broker.lastIndexOf(':') + 1)));
        Stream<Integer> database = Stream.of(variables.getOrDefault("LODESTAR_DATABASE_PORT", ""))
                .filter(port -> !port.isEmpty())
                .map(Integer::valueOf);
        Stream<Integer> identity = Stream.of(issuer.getPort() < 0 ? byScheme : issuer.getPort());
        Stream<Integer> collector = Stream.of(variables.getOrDefault("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", ""))
                .filter(endpoint -> !endpoint.isEmpty())
                .map(endpoint -> URI.create(endpoint).getPort());
        return Stream.of(brokers, database, identity, collector).flatMap(ports -> ports);
    }
}
