package dev.lodestar.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of what operators are given, held against the chart and the code. No cluster of ours has their definitions. */
class ExamplesTest {
    private static final Path EXAMPLES = Chart.HOME.resolve("examples");
    private static final Pattern CREATED = Pattern.compile("(?m)^create (\\S+) \\d+(.*)$");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(LODESTAR_\\w+)}");
    private static final Pattern LITERAL = Pattern.compile("--from-literal=([a-z-]+)=");
    private static final Pattern SETTING = Pattern.compile("--config ([a-z.]+)=(\\S+)");

    @Test
    void strimziMakesTheTopicsThatTheJobWouldMakeWithTheSameSettings() {
        Map<String, Map<String, String>> job = CREATED.matcher(Chart.text(Chart.PROJECT.resolve("docker/topics.sh")))
                .results()
                .collect(Collectors.toMap(match -> match.group(1), ExamplesTest::settings));

        Map<String, Map<String, String>> strimzi = documents("strimzi.yaml", topic -> topic.is("KafkaTopic"))
                .collect(Collectors.toMap(Manifest::name, topic -> Manifest.map(topic.at("/spec/config"))));

        assertThat(strimzi).isEqualTo(job);
    }

    private static Map<String, String> settings(MatchResult created) {
        return SETTING.matcher(created.group(2))
                .results()
                .collect(Collectors.toMap(setting -> setting.group(1), setting -> setting.group(2)));
    }

    @Test
    void cloudNativePgMakesADatabaseAndItsOwnerForEachServiceThatHasOne() {
        List<String> databases = Rendering.SERVICES.stream()
                .filter(service -> !service.equals("metrics"))
                .toList();

        assertThat(documents("cloudnative-pg.yaml", document -> document.is("Database")))
                .allSatisfy(database -> assertThat(database.at("/spec/owner")).isEqualTo(database.at("/spec/name")))
                .extracting(database -> database.at("/spec/name").asText())
                .containsExactlyInAnyOrderElementsOf(databases);
        assertThat(documents("cloudnative-pg.yaml", document -> document.is("Cluster"))
                        .flatMap(cluster -> Manifest.elements(cluster.at("/spec/managed/roles")))
                        .map(role -> role.path("name").asText()))
                .containsExactlyInAnyOrderElementsOf(databases);
    }

    @Test
    void kedaScalesADeploymentOfTheChart() {
        List<String> deployments = Chart.render("minimal", Chart.NEWEST).stream()
                .filter(document -> document.is("Deployment"))
                .map(Manifest::name)
                .toList();

        assertThat(documents("keda.yaml", document -> document.is("ScaledObject")))
                .isNotEmpty()
                .allSatisfy(scaled -> assertThat(deployments)
                        .contains(scaled.at("/spec/scaleTargetRef/name").asText()));
    }

    @Test
    void keycloakImportsTheRealmOfTheEvaluationWithoutItsDemo() throws JsonProcessingException {
        JsonNode evaluation = Chart.render("evaluation", Chart.NEWEST).stream()
                .map(document -> document.at("/data").path("lodestar-realm.json"))
                .filter(JsonNode::isTextual)
                .findFirst()
                .orElseThrow();
        JsonNode realm = new ObjectMapper().readTree(evaluation.asText());
        remove(realm.path("clients"), client -> client.path("clientId").asText().equals("lodestar-demo"));
        remove(realm.path("users"), user -> !user.has("serviceAccountClientId"));

        assertThat(realmImport().at("/spec/realm")).isEqualTo(realm);
    }

    @Test
    void keycloakFillsEveryPlaceholderOfTheRealmFromTheSecretThatTheExampleMakes() {
        Manifest keycloak = documents("keycloak.yaml", document -> document.is("Keycloak"))
                .findFirst()
                .orElseThrow();
        JsonNode placeholders = realmImport().at("/spec/placeholders");

        assertThat(realmImport().at("/spec/keycloakCRName").asText()).isEqualTo(keycloak.name());
        assertThat(realmImport().at("/metadata/namespace")).isEqualTo(keycloak.at("/metadata/namespace"));
        assertThat(placeholders.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(
                        found(PLACEHOLDER, realmImport().at("/spec/realm").toString()));
        assertThat(Manifest.elements(placeholders)
                        .map(placeholder -> placeholder.at("/secret/key").asText()))
                .containsExactlyInAnyOrderElementsOf(found(LITERAL, Chart.text(EXAMPLES.resolve("keycloak.yaml"))));
    }

    private static void remove(JsonNode list, Predicate<JsonNode> unwanted) {
        for (Iterator<JsonNode> elements = list.iterator(); elements.hasNext(); ) {
            if (unwanted.test(elements.next())) {
                elements.remove();
            }
        }
    }

    private static Manifest realmImport() {
        return documents("keycloak.yaml", document -> document.is("KeycloakRealmImport"))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static Stream<Manifest> documents(String example, Predicate<Manifest> wanted) {
        return Chart.parse(Chart.text(EXAMPLES.resolve(example))).stream().filter(wanted);
    }
}
