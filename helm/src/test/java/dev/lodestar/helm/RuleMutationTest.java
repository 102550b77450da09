package dev.lodestar.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** A rule that never fails holds nothing: each is shown a rendering with one thing spoilt, and must say so. */
class RuleMutationTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** rule | document | pointer | new value as JSON, or nothing to remove it; the rendering is of the value set in front. */
    static final List<String> MUTATIONS = """
            a workload selects its own pods | minimal | Deployment/lodestar-ingest | /spec/template/metadata/labels/app.kubernetes.io~1component | "other"
            a selector selects something | minimal | Service/lodestar-growth | /spec/selector/app.kubernetes.io~1component | "grow"
            a selector selects something | minimal | PodDisruptionBudget/lodestar-report | /spec/selector/matchLabels/app.kubernetes.io~1instance | "other"
            a selector selects something | minimal | NetworkPolicy/lodestar-cohort | /spec/podSelector/matchLabels/app.kubernetes.io~1component | "cohorts"
            a port is one that the pods have | minimal | Service/lodestar-gateway | /spec/ports/0/targetPort | "web"
            a port is one that the pods have | minimal | NetworkPolicy/lodestar-gateway | /spec/ingress/1/ports/0/port | "metrics"
            a probe's port is one of its container | minimal | Deployment/lodestar-gateway | /spec/template/spec/containers/0/readinessProbe/httpGet/port | "health"
            what is referred to exists | minimal | Deployment/lodestar-ingest | /spec/template/spec/containers/0/envFrom/0/configMapRef/name | "lodestar-ingests"
            what is referred to exists | restricted | Deployment/lodestar-analytics-ingest | /spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/key | "password"
            what is referred to exists | minimal | Deployment/lodestar-report | /spec/template/spec/volumes/1/persistentVolumeClaim/claimName | "bundle"
            what is referred to exists | minimal | Deployment/lodestar-report | /spec/template/spec/serviceAccountName | "nobody"
            a mount has its volume and a volume its mount | minimal | StatefulSet/lodestar-metrics | /spec/volumeClaimTemplates/0/metadata/name | "state"
            a mount has its volume and a volume its mount | minimal | Deployment/lodestar-growth | /spec/template/spec/containers/0/volumeMounts/0 |
            a route leads to a service's port | production | Ingress/lodestar-gateway | /spec/rules/0/http/paths/0/backend/service/name | "gateway"
            a route leads to a service's port | external | HTTPRoute/growth-analytics-gateway | /spec/rules/0/backendRefs/0/port | 80
            an autoscaler has its workload to itself | hpa | HorizontalPodAutoscaler/lodestar-metrics | /spec/scaleTargetRef/kind | "Deployment"
            an autoscaler has its workload to itself | hpa | Deployment/lodestar-ingest | /spec/replicas | 3
            replicas with an identity are found before they are ready | minimal | Service/lodestar-metrics-replicas | /spec/publishNotReadyAddresses |
            replicas with an identity are found before they are ready | minimal | StatefulSet/lodestar-cohort | /spec/serviceName | "lodestar-cohort"
            metrics are scraped where a service has them | production | ServiceMonitor/lodestar | /spec/endpoints/0/port | "metrics"
            metrics are scraped where a service has them | production | Service/lodestar-growth | /metadata/labels/app.kubernetes.io~1name | "growth"
            a pod runs under a user that is not root | minimal | Deployment/lodestar-growth | /spec/template/spec/securityContext/runAsNonRoot | false
            a pod runs under a user that is not root | evaluation | StatefulSet/lodestar-postgresql | /spec/template/spec/securityContext/runAsUser | 0
            a pod keeps the runtime's system call filter | minimal | Pod/lodestar-test | /spec/securityContext/seccompProfile | {"type": "Unconfined"}
            a container has no privileges and cannot get any | minimal | Deployment/lodestar-growth | /spec/template/spec/containers/0/securityContext/capabilities | {"drop": ["NET_RAW"]}
            a container has no privileges and cannot get any | evaluation | StatefulSet/lodestar-kafka | /spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation |
            a pod shares nothing with its node | minimal | Deployment/lodestar-growth | /spec/template/spec/volumes/0 | {"name": "tmp", "hostPath": {"path": "/tmp"}}
            a pod shares nothing with its node | minimal | Deployment/lodestar-growth | /spec/template/spec/hostNetwork | true
            a pod has no token of the API | minimal | Deployment/lodestar-growth | /spec/template/spec/automountServiceAccountToken |
            the root file system of what is ours is read-only | minimal | StatefulSet/lodestar-cohort | /spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem | false
            a container says what it needs and what it may take | evaluation | StatefulSet/lodestar-keycloak | /spec/template/spec/containers/0/resources/limits/memory |
            an image is named with its version | minimal | Deployment/lodestar-growth | /spec/template/spec/containers/0/image | "registry:5000/growth-service"
            an image is named with its version | minimal | Deployment/lodestar-growth | /spec/template/spec/containers/0/image | "growth-service:latest"
            a service is probed at the endpoints that it has | minimal | Deployment/lodestar-growth | /spec/template/spec/containers/0/livenessProbe/httpGet/path | "/q/health"
            a service is probed at the endpoints that it has | minimal | Deployment/lodestar-growth | /spec/template/spec/containers/0/startupProbe |
            a pod has more time to leave than its requests may take | minimal | Deployment/lodestar-growth | /spec/template/spec/terminationGracePeriodSeconds | 30
            an arrow is open at both ends exactly where a service asks another | minimal | NetworkPolicy/lodestar-metrics | /spec/ingress/0/from/2 |
            an arrow is open at both ends exactly where a service asks another | minimal | NetworkPolicy/lodestar-growth | /spec/egress/1/to/0/podSelector/matchLabels/app.kubernetes.io~1component | "report"
            an arrow is open at both ends exactly where a service asks another | minimal | ConfigMap/lodestar-report | /data/LODESTAR_COHORT_URL | "http://lodestar-cohort:8080"
            every pod is under a policy of both directions | evaluation | NetworkPolicy/lodestar-kafka | /spec/policyTypes | ["Ingress"]
            the ports of what stands outside are those of the settings | external | ConfigMap/growth-analytics-ingest | /data/LODESTAR_DATABASE_PORT | "5432"
            the ports of what stands outside are those of the settings | external | NetworkPolicy/growth-analytics-cohort | /spec/egress/3/ports/1 |
            a variable is a setting that the service reads | minimal | ConfigMap/lodestar-ingest | /data/LODESTAR_INTAKE_MAX_BATCHROWS | "5"
            a variable is a setting that the service reads | minimal | ConfigMap/lodestar-ingest | /data/QUARKUS_HTTP_PORTS | "8080"
            a variable is a setting that the service reads | minimal | ConfigMap/lodestar-ingest | /data/QUARKUS_MANAGEMENT_ENABLED | "true"
            a variable is a setting that the service reads | minimal | ConfigMap/lodestar-ingest | /data/KAFKA_BOOTSTRAP_SERVER | "kafka:9092"
            a service is given all that it needs to start | minimal | ConfigMap/lodestar-growth | /data/LODESTAR_COHORT_URL |
            a service is given all that it needs to start | minimal | Deployment/lodestar-ingest | /spec/template/spec/containers/0/env/1 |
            services that ask each other agree on time and topics | minimal | ConfigMap/lodestar-cohort | /data/LODESTAR_TIME_ZONE | "Europe/Berlin"
            services that ask each other agree on time and topics | minimal | ConfigMap/lodestar-report | /data/LODESTAR_CURRENCY | "EUR"
            """.lines().toList();

    @ParameterizedTest
    @FieldSource("MUTATIONS")
    void aSpoiltRenderingIsNoticed(String mutation) {
        String[] cells = cells(mutation);
        Rendering rendering = Rendering.of(cells[1], Chart.NEWEST);
        assertThat(rule(cells[0]).check(spoilt(rendering, cells[2], cells[3], cells[4])))
                .isNotEmpty();
    }

    @Test
    void aTopicThatTheCodeDoesNotKnowIsNoticed() {
        Rendering rendering = Rendering.of("minimal", Chart.NEWEST);
        Manifest topics = rendering
                .kind("ConfigMap")
                .filter(config -> config.at("/data").has("topics.sh"))
                .findFirst()
                .orElseThrow();
        String script = topics.at("/data/topics.sh").asText().replace("create acquisition.v1", "create acquisition.v2");
        Rendering spoilt = spoilt(
                rendering,
                topics.label(),
                "/data/topics.sh",
                "\"" + script.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"") + "\"");
        assertThat(rule("the topics that are created are those of the code").check(spoilt))
                .isNotEmpty();
    }

    @Test
    void everyRuleHasBeenSeenToFail() {
        Set<String> seen =
                MUTATIONS.stream().map(mutation -> cells(mutation)[0]).collect(Collectors.toSet());
        seen.add("the topics that are created are those of the code");
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        Rule.ALL.stream().map(Rule::name).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Deployment/lodestar-ingest | /spec/replica                     | 3        | replica
            Deployment/lodestar-ingest | /spec/replicas                    | "3"      | coerce
            Deployment/lodestar-ingest | /spec/template/spec/containers/0/imagePullPolice | "Always" | imagePullPolice
            Deployment/lodestar-ingest | /spec/template/spec/containers/0/name | | name
            Deployment/lodestar-ingest | /spec/selector                    |          | selector
            Ingress/lodestar-gateway   | /spec/rules/0/http/paths/0/pathType |        | pathType
            ServiceMonitor/lodestar    | /spec/endpoints/0/relabelings/0/sourceLabel | ["a"] | sourceLabel
            ConfigMap/lodestar-ingest  | /kind                             | "ConfigMaps" | no kind
            """)
    void whatTheApiWouldRefuseIsNoticed(String label, String pointer, String value, String complaint) {
        Rendering rendering = Rendering.of("production", Chart.NEWEST);
        List<Manifest> manifests =
                spoilt(rendering, label, pointer, value == null ? "" : value).manifests();
        assertThat(manifests.stream().flatMap(manifest -> KubernetesTypes.complaints(manifest).stream()))
                .isNotEmpty()
                .anySatisfy(found -> assertThat(found).contains(complaint));
    }

    private static String[] cells(String mutation) {
        return Stream.of(mutation.split("\\|", -1)).map(String::trim).toArray(String[]::new);
    }

    private static Rule rule(String name) {
        return Rule.ALL.stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no rule '" + name + "'"));
    }

    /** The rendering with one value of one document replaced, or removed when the new one is empty. */
    private static Rendering spoilt(Rendering rendering, String label, String pointer, String value) {
        List<Manifest> manifests = new ArrayList<>();
        for (Manifest manifest : rendering.manifests()) {
            manifests.add(
                    manifest.label().equals(label)
                            ? new Manifest(changed(manifest.node().deepCopy(), pointer, value))
                            : manifest);
        }
        assertThat(manifests).as("%s was changed", label).isNotEqualTo(rendering.manifests());
        return new Rendering(rendering.given(), manifests);
    }

    private static JsonNode changed(JsonNode document, String pointer, String value) {
        int cut = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, cut));
        String last = pointer.substring(cut + 1).replace("~1", "/");
        switch (parent) {
            case ArrayNode list when value.isEmpty() -> list.remove(Integer.parseInt(last));
            case ArrayNode list -> list.set(Integer.parseInt(last), parsed(value));
            case ObjectNode object when value.isEmpty() -> object.remove(last);
            case ObjectNode object -> object.set(last, parsed(value));
            default -> throw new AssertionError("there is nothing at " + pointer);
        }
        return document;
    }

    private static JsonNode parsed(String value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(value, e);
        }
    }
}
