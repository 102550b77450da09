package dev.lodestar.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What every pod must be: restricted, bounded, probed, and given time to leave. */
final class PodRules {
    private static final Set<String> VOLUMES = Set.of("configMap", "emptyDir", "persistentVolumeClaim", "secret");
    private static final Map<String, String> PROBES = Map.of(
            "startupProbe", "/q/health/started",
            "livenessProbe", "/q/health/live",
            "readinessProbe", "/q/health/ready");

    static final List<Rule> ALL = List.of(
            new Rule("a pod runs under a user that is not root", each(PodRules::notRoot)),
            new Rule("a pod keeps the runtime's system call filter", each(PodRules::seccomp)),
            new Rule("a container has no privileges and cannot get any", everyContainer(PodRules::unprivileged)),
            new Rule("a pod shares nothing with its node", each(PodRules::apart)),
            new Rule("a pod has no token of the API", each(PodRules::tokenless)),
            new Rule("the root file system of what is ours is read-only", ownContainers(PodRules::readOnly)),
            new Rule("a container says what it needs and what it may take", everyContainer(PodRules::bounded)),
            new Rule("an image is named with its version", everyContainer(PodRules::versioned)),
            new Rule("a service is probed at the endpoints that it has", ownContainers(PodRules::probed)),
            new Rule("a pod has more time to leave than its requests may take", PodRules::time));

    private PodRules() {}

    private static java.util.function.Function<Rendering, Stream<String>> each(Predicate<Manifest> holds) {
        return rendering -> rendering.pods().filter(holds.negate()).map(Manifest::label);
    }

    private static java.util.function.Function<Rendering, Stream<String>> everyContainer(Predicate<JsonNode> holds) {
        return rendering -> rendering
                .pods()
                .flatMap(pod -> pod.containers().stream()
                        .filter(holds.negate())
                        .map(container ->
                                pod.label() + " " + container.path("name").asText()));
    }

    private static java.util.function.Function<Rendering, Stream<String>> ownContainers(Predicate<JsonNode> holds) {
        return rendering -> rendering
                .pods()
                .filter(pod -> Rendering.SERVICES.contains(Rendering.component(pod)))
                .flatMap(pod -> pod.containers().stream().filter(holds.negate()).map(container -> pod.label()));
    }

    private static boolean notRoot(Manifest pod) {
        JsonNode context = pod.podSpec().path("securityContext");
        return context.path("runAsNonRoot").asBoolean()
                && context.path("runAsUser").asInt() > 0
                && pod.containers().stream()
                        .map(container -> container.path("securityContext"))
                        .allMatch(own -> own.path("runAsNonRoot").asBoolean(true)
                                && own.path("runAsUser").asInt(1) > 0);
    }

    private static boolean seccomp(Manifest pod) {
        return pod.podSpec().at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault");
    }

    private static boolean unprivileged(JsonNode container) {
        JsonNode context = container.path("securityContext");
        boolean dropsAll = Manifest.elements(context.at("/capabilities/drop"))
                .anyMatch(capability -> capability.asText().equals("ALL"));
        return !context.path("allowPrivilegeEscalation").asBoolean(true)
                && !context.path("privileged").asBoolean(false)
                && dropsAll
                && context.at("/capabilities/add").isMissingNode();
    }

    private static boolean apart(Manifest pod) {
        JsonNode spec = pod.podSpec();
        boolean volumes = Manifest.elements(spec.path("volumes"))
                .allMatch(volume -> volume.properties().stream()
                        .map(Map.Entry::getKey)
                        .allMatch(key -> key.equals("name") || VOLUMES.contains(key)));
        return volumes
                && Stream.of("hostNetwork", "hostPID", "hostIPC")
                        .noneMatch(key -> spec.path(key).asBoolean(false))
                && pod.containers().stream()
                        .flatMap(container -> Manifest.elements(container.path("ports")))
                        .noneMatch(port -> port.has("hostPort"));
    }

    private static boolean tokenless(Manifest pod) {
        return !pod.podSpec().path("automountServiceAccountToken").asBoolean(true);
    }

    private static boolean readOnly(JsonNode container) {
        boolean scratch = Manifest.elements(container.path("volumeMounts"))
                .anyMatch(mount -> mount.path("mountPath").asText().equals("/tmp"));
        return container.at("/securityContext/readOnlyRootFilesystem").asBoolean() && scratch;
    }

    private static boolean bounded(JsonNode container) {
        return Stream.of("/resources/requests/cpu", "/resources/requests/memory", "/resources/limits/memory")
                .noneMatch(pointer -> container.at(pointer).isMissingNode());
    }

    private static boolean versioned(JsonNode container) {
        String image = container.path("image").asText();
        String last = image.substring(image.lastIndexOf('/') + 1);
        return last.contains("@sha256:") || last.contains(":") && !last.endsWith(":latest");
    }

    private static boolean probed(JsonNode container) {
        return PROBES.entrySet().stream().allMatch(probe -> {
            JsonNode get = container.at("/" + probe.getKey() + "/httpGet");
            return get.path("path").asText().equals(probe.getValue())
                    && get.path("port").asText().equals("management");
        });
    }

    private static Stream<String> time(Rendering rendering) {
        return rendering
                .pods()
                .filter(pod -> Rendering.SERVICES.contains(Rendering.component(pod)))
                .filter(pod -> pod.containers().stream().anyMatch(container -> {
                    Map<String, String> variables = rendering.variables(container);
                    long leaving =
                            container.at("/lifecycle/preStop/sleep/seconds").asInt(0)
                                    + seconds(variables.getOrDefault("QUARKUS_SHUTDOWN_DELAY", "0S"))
                                    + seconds(variables.getOrDefault("QUARKUS_SHUTDOWN_TIMEOUT", "0S"));
                    return pod.podSpec().path("terminationGracePeriodSeconds").asLong() <= leaving;
                }))
                .map(Manifest::label);
    }

    private static long seconds(String duration) {
        return Long.parseLong(duration.replace("S", ""));
    }
}
