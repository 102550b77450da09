package dev.lodestar.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private static Stream<Manifest> documents(String example, Predicate<Manifest> wanted) {
        return Chart.parse(Chart.text(EXAMPLES.resolve(example))).stream().filter(wanted);
    }
}
