package dev.lodestar.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Documents that name each other must mean each other. */
final class WiringRules {
    static final List<Rule> ALL = List.of(
            new Rule("a workload selects its own pods", WiringRules::ownPods),
            new Rule("a selector selects something", WiringRules::selectors),
            new Rule("a port is one that the pods have", WiringRules::ports),
            new Rule("a probe's port is one of its container", WiringRules::probePorts),
            new Rule("what is referred to exists", WiringRules::references),
            new Rule("a mount has its volume and a volume its mount", WiringRules::mounts),
            new Rule("a route leads to a service's port", WiringRules::routes),
            new Rule("an autoscaler has its workload to itself", WiringRules::autoscalers),
            new Rule("replicas with an identity are found before they are ready", WiringRules::replicas),
            new Rule("metrics are scraped where a service has them", WiringRules::scraping));

    private WiringRules() {}

    private static Stream<String> ownPods(Rendering rendering) {
        return rendering
                .pods()
                .filter(pod -> pod.is("Deployment") || pod.is("StatefulSet"))
                .filter(pod -> !pod.podLabels()
                        .entrySet()
                        .containsAll(Manifest.map(pod.at("/spec/selector/matchLabels"))
                                .entrySet()))
                .map(Manifest::label);
    }

    private static Stream<String> selectors(Rendering rendering) {
        Stream<Manifest> selecting =
                Stream.of("Service", "PodDisruptionBudget", "NetworkPolicy").flatMap(rendering::kind);
        return selecting
                .filter(manifest -> rendering.podsWith(selector(manifest)).size() != 1)
                .map(Manifest::label);
    }

    static Map<String, String> selector(Manifest manifest) {
        return switch (manifest.kind()) {
            case "Service" -> Manifest.map(manifest.at("/spec/selector"));
            case "NetworkPolicy" -> Manifest.map(manifest.at("/spec/podSelector/matchLabels"));
            default -> Manifest.map(manifest.at("/spec/selector/matchLabels"));
        };
    }

    private static Stream<String> ports(Rendering rendering) {
        Stream<String> services = rendering
                .kind("Service")
                .flatMap(service -> Manifest.elements(service.at("/spec/ports"))
                        .filter(port -> !portNames(rendering, service)
                                .contains(port.path("targetPort").asText()))
                        .map(port -> service.label() + " port "
                                + port.path("targetPort").asText()));
        Stream<String> policies = rendering
                .kind("NetworkPolicy")
                .flatMap(policy -> Manifest.elements(policy.at("/spec/ingress"))
                        .flatMap(rule -> Manifest.elements(rule.path("ports")))
                        .filter(port -> !portNames(rendering, policy)
                                .contains(port.path("port").asText()))
                        .map(port ->
                                policy.label() + " port " + port.path("port").asText()));
        return Stream.concat(services, policies);
    }

    private static Set<String> portNames(Rendering rendering, Manifest selecting) {
        Set<String> names = new HashSet<>();
        rendering
                .podsWith(selector(selecting))
                .forEach(pod -> pod.containers().forEach(container -> names.addAll(portNames(container))));
        return names;
    }

    private static List<String> portNames(JsonNode container) {
        return Manifest.elements(container.path("ports"))
                .map(port -> port.path("name").asText())
                .toList();
    }

    private static Stream<String> probePorts(Rendering rendering) {
        return rendering
                .pods()
                .flatMap(pod -> pod.containers().stream()
                        .flatMap(container -> Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                                .map(probe -> container.at("/" + probe + "/httpGet/port"))
                                .filter(port -> !port.isMissingNode())
                                .filter(port -> !portNames(container).contains(port.asText()))
                                .map(port -> pod.label() + " " + port.asText())));
    }

    private static Stream<String> references(Rendering rendering) {
        return rendering.pods().flatMap(pod -> {
            Stream<String> keys = pod.containers().stream()
                    .flatMap(container -> Manifest.elements(container.path("env")))
                    .flatMap(entry -> Stream.of(
                            missing(rendering, "Secret", entry.at("/valueFrom/secretKeyRef")),
                            missing(rendering, "ConfigMap", entry.at("/valueFrom/configMapKeyRef"))))
                    .flatMap(Optional::stream);
            Stream<String> sources = pod.containers().stream()
                    .flatMap(container -> Manifest.elements(container.path("envFrom")))
                    .flatMap(source -> absent(rendering, "ConfigMap", source.at("/configMapRef/name")).stream());
            Stream<String> volumes = Manifest.elements(pod.podSpec().path("volumes"))
                    .flatMap(volume -> Stream.of(
                            absent(rendering, "ConfigMap", volume.at("/configMap/name")),
                            absent(rendering, "Secret", volume.at("/secret/secretName")),
                            absent(rendering, "PersistentVolumeClaim", volume.at("/persistentVolumeClaim/claimName"))))
                    .flatMap(Optional::stream);
            Stream<String> account =
                    absent(rendering, "ServiceAccount", pod.podSpec().path("serviceAccountName")).stream();
            return Stream.of(keys, sources, volumes, account)
                    .flatMap(found -> found)
                    .map(found -> pod.label() + ": " + found);
        });
    }

    private static Optional<String> missing(Rendering rendering, String kind, JsonNode reference) {
        if (reference.isMissingNode()) {
            return Optional.empty();
        }
        String key = reference.path("key").asText();
        return rendering
                .find(kind, reference.path("name").asText())
                .map(found -> found.at("/data").has(key) ? "" : kind + " " + found.name() + " has no key " + key)
                .or(() -> absent(rendering, kind, reference.path("name")))
                .filter(complaint -> !complaint.isEmpty());
    }

    private static Optional<String> absent(Rendering rendering, String kind, JsonNode name) {
        boolean there = name.isMissingNode()
                || rendering.given().contains(name.asText())
                || rendering.find(kind, name.asText()).isPresent();
        return there ? Optional.empty() : Optional.of("no " + kind + " " + name.asText());
    }

    private static Stream<String> mounts(Rendering rendering) {
        return rendering.pods().flatMap(pod -> {
            Set<String> volumes = new HashSet<>();
            Stream.concat(
                            Manifest.elements(pod.podSpec().path("volumes"))
                                    .map(volume -> volume.path("name").asText()),
                            Manifest.elements(pod.at("/spec/volumeClaimTemplates"))
                                    .map(claim -> claim.at("/metadata/name").asText()))
                    .forEach(volumes::add);
            Set<String> mounts = new HashSet<>();
            pod.containers()
                    .forEach(container -> Manifest.elements(container.path("volumeMounts"))
                            .forEach(mount -> mounts.add(mount.path("name").asText())));
            return volumes.equals(mounts) ? Stream.empty() : Stream.of(pod.label() + ": " + volumes + ", " + mounts);
        });
    }

    private static Stream<String> routes(Rendering rendering) {
        Stream<String> ingresses = rendering
                .kind("Ingress")
                .flatMap(ingress -> Manifest.elements(ingress.at("/spec/rules"))
                        .flatMap(rule -> Manifest.elements(rule.at("/http/paths")))
                        .map(path -> path.at("/backend/service"))
                        .filter(backend -> !hasPort(
                                rendering,
                                backend.path("name").asText(),
                                "name",
                                backend.at("/port/name").asText()))
                        .map(backend -> ingress.label() + ": " + backend));
        Stream<String> routes = rendering
                .kind("HTTPRoute")
                .flatMap(route -> Manifest.elements(route.at("/spec/rules"))
                        .flatMap(rule -> Manifest.elements(rule.path("backendRefs")))
                        .filter(backend -> !hasPort(
                                rendering,
                                backend.path("name").asText(),
                                "port",
                                backend.path("port").asText()))
                        .map(backend -> route.label() + ": " + backend));
        return Stream.concat(ingresses, routes);
    }

    private static boolean hasPort(Rendering rendering, String service, String field, String value) {
        return rendering.find("Service", service).stream()
                .flatMap(found -> Manifest.elements(found.at("/spec/ports")))
                .anyMatch(port -> port.path(field).asText().equals(value));
    }

    private static Stream<String> autoscalers(Rendering rendering) {
        return rendering
                .kind("HorizontalPodAutoscaler")
                .filter(autoscaler -> rendering
                        .find(
                                autoscaler.at("/spec/scaleTargetRef/kind").asText(),
                                autoscaler.at("/spec/scaleTargetRef/name").asText())
                        .filter(target -> !target.at("/spec").has("replicas"))
                        .isEmpty())
                .map(Manifest::label);
    }

    private static Stream<String> replicas(Rendering rendering) {
        return rendering
                .kind("StatefulSet")
                .filter(set -> Rendering.SERVICES.contains(Rendering.component(set)))
                .filter(set -> {
                    String serviceName = set.at("/spec/serviceName").asText();
                    boolean named = rendering
                            .find("Service", serviceName)
                            .filter(service ->
                                    service.at("/spec/clusterIP").asText().equals("None"))
                            .filter(service ->
                                    service.at("/spec/publishNotReadyAddresses").asBoolean())
                            .isPresent();
                    return !named
                            || set.containers().stream()
                                    .map(container -> rendering
                                            .variables(container)
                                            .getOrDefault("LODESTAR_SHARDS_ADVERTISED_ADDRESS", ""))
                                    .noneMatch(address -> address.startsWith(
                                            "$(POD_NAME)." + serviceName + ".$(POD_NAMESPACE).svc."));
                })
                .map(Manifest::label);
    }

    private static Stream<String> scraping(Rendering rendering) {
        return rendering
                .kind("ServiceMonitor")
                .flatMap(monitor -> Rendering.SERVICES.stream()
                        .filter(name -> rendering
                                .kind("Service")
                                .filter(service -> Manifest.map(service.at("/metadata/labels"))
                                        .entrySet()
                                        .containsAll(selector(monitor).entrySet()))
                                .filter(service -> selector(service)
                                        .getOrDefault("app.kubernetes.io/component", "")
                                        .equals(name))
                                .noneMatch(service -> Manifest.elements(monitor.at("/spec/endpoints"))
                                        .allMatch(endpoint -> hasPort(
                                                rendering,
                                                service.name(),
                                                "name",
                                                endpoint.path("port").asText()))))
                        .map(name -> monitor.label() + " passes over " + name));
    }
}
