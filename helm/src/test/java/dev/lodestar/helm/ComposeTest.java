package dev.lodestar.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.yaml.snakeyaml.Yaml;

/** The compose file, held against what the services read and need. */
class ComposeTest {
    static final Iterable<String> SERVICES = Rendering.SERVICES;

    private static final Path DOCKER = Chart.PROJECT.resolve("docker");
    private static final Pattern CREATED = Pattern.compile("(?m)^create (\\S+) \\d+");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z_]+):\\?}");

    @ParameterizedTest
    @FieldSource("SERVICES")
    void aServiceIsGivenWhatItNeedsAndNothingThatItDoesNotRead(String service) {
        Set<String> variables = environment(service).keySet();
        assertThat(variables).containsAll(ServiceSettings.of(service).needed());
        assertThat(variables)
                .filteredOn(variable -> variable.startsWith("LODESTAR_"))
                .filteredOn(variable -> !variable.startsWith("LODESTAR_DATABASE_")) // in the part that all share
                .allMatch(variable -> ServiceSettings.of(service).knows(variable));
        assertThat(variables)
                .filteredOn(variable -> variable.startsWith("QUARKUS_"))
                .allMatch(QuarkusSettings::knows);
    }

    private static Map<String, String> environment(String service) {
        Object file = new Yaml().load(Chart.text(DOCKER.resolve("compose.yaml"))); // knows YAML's merges
        JsonNode tree = new ObjectMapper().valueToTree(file);
        return Manifest.map(tree.path("services").path(service).path("environment"));
    }

    @Test
    void theTopicsAreThoseOfTheCode() {
        assertThat(CREATED.matcher(Chart.text(DOCKER.resolve("topics.sh")))
                        .results()
                        .map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(SettingRules.topicsOfTheCode());
    }

    @Test
    void everyPasswordIsDrawn() {
        Set<String> needed = REFERENCE
                .matcher(Chart.text(DOCKER.resolve("compose.yaml")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(Chart.text(DOCKER.resolve("make-env")).split("[ \\n;\\\\]+")).containsAll(needed);
    }
}
