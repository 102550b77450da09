package dev.lodestar.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
    static Stream<Arguments> scenariosAndVersions() {
        return Chart.scenarios().stream()
                .flatMap(scenario -> Chart.KUBERNETES.stream().map(version -> Arguments.of(scenario, version)));
    }

    @Test
    void helmsOwnLintFindsNothing() {
        LintResult result = Chart.helm().lint().strict().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("scenariosAndVersions")
    void everyValueSetRendersOnEveryKubernetes(String scenario, String kubernetes) {
        List<String> labels =
                Chart.render(scenario, kubernetes).stream().map(Manifest::label).toList();
        assertThat(labels).doesNotHaveDuplicates().hasSizeGreaterThan(25);
    }

    @Test
    void thePackageCarriesTheChartWithoutItsTests(@TempDir Path directory) throws Exception {
        Chart.helm().packageIt().withDestination(directory).call();
        Path archive = directory.resolve("lodestar-0.1.0.tgz");
        assertThat(archive).exists();
        Process tar = new ProcessBuilder("tar", "-tzf", archive.toString()).start();
        List<String> files = Arrays.asList(new String(tar.getInputStream().readAllBytes()).split("\n"));
        assertThat(files)
                .contains("lodestar/Chart.yaml", "lodestar/values.schema.json", "lodestar/files/rules/lodestar.yaml")
                .noneMatch(file -> file.startsWith("lodestar/ci/"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            services.ingest.replica         | 3        | replica
            service.ingest.replicas         | 3        | service
            services.ingest.replicas        | -1       | minimum
            services.ingest.replicas        | many     | integer
            services.growth.shards.threads  | 2        | shards
            services.ingest.persistence.size | 1Gi     | persistence
            services.metrics.shards.standbyReplicas | 4 | maximum
            services.metrics.database.name  | metrics  | database
            database.tlsMode                | maybe    | value must be one of
            kafka.security.protocol         | TLS      | value must be one of
            kafka.bootstrapServers          | kafka    | pattern
            kafka.topics.partitions         | 0        | minimum
            oidc.issuer                     | id.example.com | pattern
            logs.json                       | perhaps  | boolean
            services.gateway.image.digest   | latest   | pattern
            image.pullPolicy                | Sometimes | value must be one of
            defaults.probes.live.periodSeconds | 0     | minimum
            timeZone                        | Berlin time | pattern
            fullnameOverride                | 1st      | pattern
            nameOverride                    | lode.star | pattern
            services.gateway.client.secret  | short    | pattern
            commonLabels.app\\.kubernetes\\.io/name | other | app.kubernetes.io/name
            """)
    void whatTheSchemaDoesNotKnowIsRefused(String key, String value, String complaint) {
        assertThatThrownBy(() -> Chart.render(Chart.values("minimal"), Chart.NEWEST, Map.of(key, value)))
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            credentials.existingSecret=                 | the credential audit-signing-key is needed
            oidc.issuer=                                | oidc.issuer is needed
            kafka.bootstrapServers=                     | kafka.bootstrapServers is needed
            database.host=                              | database.host is needed
            services.metrics.replicas=13                | 13 replicas cannot share 12 partitions
            services.report.replicas=2                  | persistence.accessMode=ReadWriteMany
            defaults.terminationGracePeriodSeconds=30   | must be longer than shutdown takes, 30
            kafka.topics.minInsyncReplicas=4            | nothing could ever be written
            gatewayApi.enabled=true                     | gatewayApi.parentRefs is needed
            kafka.security.protocol=SASL_SSL            | needs mechanism and jaasExistingSecret
            database.tlsMode=verify-full                | needs database.caExistingSecret
            services.cohort.client.id=other             | must have the same id and secret
            """)
    void whatCannotWorkIsRefusedWithTheReason(String setting, String reason) {
        String[] parts = setting.trim().split("=", 2);
        assertThatThrownBy(() -> Chart.render(Chart.values("minimal"), Chart.NEWEST, Map.of(parts[0], parts[1])))
                .hasMessageContaining(reason);
    }

    @Test
    void whatContradictsItselfIsRefused() {
        assertThatThrownBy(() -> minimal(Map.of(
                        "services.ingest.autoscaling.enabled", "true", "services.ingest.autoscaling.external", "true")))
                .hasMessageContaining("would both decide on the number of pods");
        assertThatThrownBy(() -> minimal(Map.of("kafka.security.protocol", "SSL", "kafka.security.mechanism", "PLAIN")))
                .hasMessageContaining("not for SSL");
        assertThatThrownBy(() -> minimal(Map.of(
                        "notification.enabled", "true",
                        "notification.mail.host", "smtp.example.com",
                        "notification.mail.from", "lodestar@example.com",
                        "notification.mail.username", "lodestar",
                        "notification.mail.tls", "none")))
                .hasMessageContaining("in the clear");
    }

    private static List<Manifest> minimal(Map<String, Object> settings) {
        return Chart.render(Chart.values("minimal"), Chart.NEWEST, settings);
    }

    private static Manifest named(List<Manifest> manifests, String label) {
        return manifests.stream()
                .filter(manifest -> manifest.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image.pullPolicy=Always",
                "image.pullSecrets[0]=registry",
                "kafka.bootstrapServers=other.example.com:9092",
                "kafka.topics.job.image=registry.example.com/kafka:4.1.1",
                "kafka.topics.job.backoffLimit=7",
                "defaults.podSecurityContext.runAsUser=10002",
                "defaults.priorityClassName=business-critical"
            })
    void aJobOfOtherContentIsAnotherJobAsNoneCanBeChanged(String setting) {
        String[] parts = setting.split("=", 2);
        Manifest before = job(Map.of());
        Manifest after = job(Map.of(parts[0], parts[1]));

        assertThat(after.at("/spec")).isNotEqualTo(before.at("/spec"));
        assertThat(after.name()).isNotEqualTo(before.name());
    }

    private static Manifest job(Map<String, Object> settings) {
        return minimal(settings).stream()
                .filter(manifest -> manifest.is("Job"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyPodIsPlacedAsTheDefaultsSay() {
        assertThat(Chart.render(
                                Chart.values("evaluation"),
                                Chart.NEWEST,
                                Map.of("defaults.nodeSelector.pool", "analytics", "image.pullSecrets[0]", "registry"))
                        .stream()
                        .filter(Manifest::makesPods))
                .hasSizeGreaterThan(Rendering.SERVICES.size() + 3)
                .allSatisfy(pod -> {
                    assertThat(pod.podSpec().at("/nodeSelector/pool").asText()).isEqualTo("analytics");
                    assertThat(pod.podSpec().at("/imagePullSecrets/0/name").asText())
                            .isEqualTo("registry");
                });
    }

    @Test
    void somethingElseMayDecideOnTheNumberOfPods() {
        List<Manifest> manifests = minimal(Map.of("services.ingest.autoscaling.external", "true"));

        assertThat(named(minimal(Map.of()), "Deployment/lodestar-ingest")
                        .at("/spec/replicas")
                        .isMissingNode())
                .isFalse();
        assertThat(named(manifests, "Deployment/lodestar-ingest")
                        .at("/spec/replicas")
                        .isMissingNode())
                .isTrue();
        assertThat(manifests).noneMatch(manifest -> manifest.is("HorizontalPodAutoscaler"));
    }

    @Test
    void aGatewayWithACertificateSendsPlainRequestsAwayUnlessAProxyMakesThem() {
        List<Manifest> alone = minimal(Map.of("services.gateway.tls.existingSecret", "certificate"));
        List<Manifest> behind = Chart.render("external", Chart.NEWEST);

        assertThat(insecure(alone, "lodestar")).isEqualTo("redirect");
        assertThat(insecure(behind, "growth-analytics")).isEqualTo("enabled");
        assertThat(named(alone, "Pod/lodestar-test")
                        .at("/spec/containers/0/command/2")
                        .asText())
                .contains("https://lodestar-gateway:8443/");
        assertThat(Manifest.elements(named(alone, "NetworkPolicy/lodestar-test").at("/spec/egress"))
                        .flatMap(rule -> Manifest.elements(rule.path("ports")))
                        .map(port -> port.path("port").asInt()))
                .contains(8443);
    }

    private static String insecure(List<Manifest> manifests, String fullname) {
        return named(manifests, "ConfigMap/" + fullname + "-gateway")
                .at("/data/QUARKUS_HTTP_INSECURE_REQUESTS")
                .asText();
    }

    @Test
    void aPodsOwnLabelStandsAboveTheCommonOne() {
        List<Manifest> manifests =
                minimal(Map.of("commonLabels.team", "growth", "services.ingest.podLabels.team", "intake"));

        assertThat(named(manifests, "Deployment/lodestar-ingest").podLabels()).containsEntry("team", "intake");
        assertThat(named(manifests, "Deployment/lodestar-growth").podLabels()).containsEntry("team", "growth");
    }

    @Test
    void aMailServerNeedsASenderAndGetsItsPasswordFromASecret() {
        Map<String, Object> server =
                Map.of("notification.enabled", "true", "notification.mail.host", "smtp.example.com");
        assertThatThrownBy(() -> Chart.render(Chart.values("minimal"), Chart.NEWEST, server))
                .hasMessageContaining("notification.mail.from is needed");

        List<String> secrets = Chart.render("production", Chart.NEWEST).stream()
                .flatMap(manifest -> manifest.containers().stream())
                .flatMap(container -> container.at("/env").valueStream())
                .filter(variable -> variable.at("/name").asText().equals("LODESTAR_NOTIFICATION_MAIL_PASSWORD"))
                .map(variable -> variable.at("/valueFrom/secretKeyRef/name").asText())
                .toList();
        assertThat(secrets).containsExactly("lodestar-mail");
    }

    @ParameterizedTest
    @CsvSource({
        "v1.20.2,policy/v1beta1,autoscaling/v2beta2",
        "v1.21.0,policy/v1,autoscaling/v2beta2",
        "v1.23.0,policy/v1,autoscaling/v2"
    })
    void theApiVersionsAreThoseOfTheCluster(String kubernetes, String budgets, String autoscalers) {
        List<Manifest> manifests = Chart.render("hpa", kubernetes);
        assertThat(versions(manifests, "PodDisruptionBudget"))
                .containsOnly(budgets)
                .hasSize(6);
        assertThat(versions(manifests, "HorizontalPodAutoscaler"))
                .containsOnly(autoscalers)
                .hasSize(5);
    }

    private static List<String> versions(List<Manifest> manifests, String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.is(kind))
                .map(Manifest::apiVersion)
                .toList();
    }

    @Test
    void aStoppingPodIsLeftAloneWhereTheClusterKnowsHow() {
        assertThat(preStops("v1.25.0")).isEmpty();
        assertThat(preStops("v1.33.0")).hasSize(6).containsOnly(5);
    }

    private static List<Integer> preStops(String kubernetes) {
        return Chart.render("minimal", kubernetes).stream()
                .flatMap(manifest -> manifest.containers().stream())
                .map(container -> container.at("/lifecycle/preStop/sleep/seconds"))
                .filter(seconds -> !seconds.isMissingNode())
                .map(seconds -> seconds.asInt())
                .toList();
    }

    @Test
    void anotherConfigurationRollsThePodsOfThatServiceOnly() {
        List<Manifest> before = Chart.render("minimal", Chart.NEWEST);
        List<Manifest> after = Chart.render(
                Chart.values("minimal"),
                Chart.NEWEST,
                Map.of("services.ingest.config.lodestar\\.intake\\.max-batch-rows", 1000));
        List<String> changed = before.stream()
                .filter(Manifest::makesPods)
                .filter(manifest -> !after.contains(manifest))
                .map(Manifest::name)
                .toList();
        assertThat(changed).containsExactly("lodestar-ingest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluation", "restricted"})
    void replicasThatAreAddedLeaveThePodThatIsThereAlone(String scenario) {
        assertThat(pods(scenario, 3)).hasSize(5).isEqualTo(pods(scenario, 1));
    }

    /** By service, without report-service, which needs a volume of another kind for a second replica: what its pods are made from. */
    private static Map<String, JsonNode> pods(String scenario, int replicas) {
        Map<String, Object> settings = Rendering.SERVICES.stream()
                .filter(service -> !service.equals("report"))
                .collect(Collectors.toMap(service -> "services." + service + ".replicas", service -> replicas));
        return Chart.render(Chart.values(scenario), Chart.NEWEST, settings).stream()
                .filter(manifest -> settings.containsKey("services." + Rendering.component(manifest) + ".replicas"))
                .filter(manifest -> manifest.is("Deployment") || manifest.is("StatefulSet"))
                .collect(Collectors.toMap(Manifest::name, manifest -> manifest.at("/spec/template")));
    }

    @Test
    void anUpgradeKeepsTheCredentialsThatAnEvaluationMadeUp() {
        String drawn = "ZHJhd24gb25jZQ==";
        FakeCluster.secret("lodestar-credentials", Map.of("pseudonym-key", drawn));
        try {
            Manifest secret = Chart.render(Chart.values("evaluation"), Chart.NEWEST, Map.of()).stream()
                    .filter(manifest -> manifest.is("Secret"))
                    .findFirst()
                    .orElseThrow();
            assertThat(secret.at("/data/pseudonym-key").asText()).isEqualTo(drawn);
            assertThat(secret.at("/data/postgres-password").asText())
                    .hasSizeGreaterThan(40)
                    .isNotEqualTo(drawn);
        } finally {
            FakeCluster.noSecret("lodestar-credentials");
        }
    }

    @Test
    void theRealmOfAnEvaluationIsTheLaunchers() throws Exception {
        assertThat(Files.readString(Chart.HOME.resolve("files/lodestar-realm.json")))
                .as("copy launcher/src/main/resources/keycloak/lodestar-realm.json to helm/lodestar/files/")
                .isEqualTo(Files.readString(
                        Chart.PROJECT.resolve("launcher/src/main/resources/keycloak/lodestar-realm.json")));
    }

    @Test
    void aCredentialReplacesThePodsThatTakeItAndNoOthers() {
        Map<String, String> before = credentials(Map.of("notification.enabled", "false"));
        Map<String, String> after =
                credentials(Map.of("notification.enabled", "true", "notification.key", "a key of some length"));

        assertThat(before).hasSize(Rendering.SERVICES.size());
        assertThat(after.entrySet())
                .filteredOn(pod -> !pod.getValue().equals(before.get(pod.getKey())))
                .extracting(Map.Entry::getKey)
                .containsExactly("report");
    }

    /** By service: the checksum of the credentials that its pods take. */
    private static Map<String, String> credentials(Map<String, Object> settings) {
        return Chart.render(Chart.values("evaluation"), Chart.NEWEST, settings).stream()
                .filter(manifest -> manifest.is("Deployment") || manifest.is("StatefulSet"))
                .filter(manifest -> Rendering.SERVICES.contains(Rendering.component(manifest)))
                .collect(Collectors.toMap(
                        Rendering::component,
                        pod -> pod.at("/spec/template/metadata/annotations")
                                .path("checksum/credentials")
                                .asText()));
    }
}
