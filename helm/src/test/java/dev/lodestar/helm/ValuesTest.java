package dev.lodestar.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ValuesTest {
    /** Maps that the table has as one row. */
    private static final Set<String> WHOLE = Set.of(
            "resources", "behavior", "startup", "live", "ready", "podSecurityContext", "securityContext", "labels");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z.]+)` \\| `(.*?)` \\| (.+) \\|$");

    @Test
    void theReadmesTableIsThatOfTheValues() {
        List<String> documented = ROW.matcher(Chart.text(Chart.HOME.resolve("README.md")))
                .results()
                .map(row -> row.group(1) + " = " + normal(row.group(2)))
                .toList();
        List<String> wanted = new ArrayList<>();
        leaves("", Chart.yaml(Chart.HOME.resolve("values.yaml")), wanted);
        assertThat(documented).containsExactlyElementsOf(wanted);
    }

    @Test
    void theSchemaHasEveryValueAndNoOtherOpenDoor() {
        JsonNode schema = Chart.json(Chart.HOME.resolve("values.schema.json"));
        Set<String> unknown = new TreeSet<>();
        compare("", Chart.yaml(Chart.HOME.resolve("values.yaml")), schema, schema, unknown);
        assertThat(unknown).isEmpty();
        assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
    }

    private static void leaves(String path, JsonNode node, List<String> found) {
        node.properties().forEach(entry -> {
            String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            JsonNode value = entry.getValue();
            if (!value.isObject() || value.isEmpty() || WHOLE.contains(entry.getKey())) {
                found.add(key + " = "
                        + normal(value.isTextual() && !value.asText().isEmpty() ? value.asText() : value.toString()));
            } else {
                leaves(key, value, found);
            }
        });
    }

    private static String normal(String value) {
        return value.replace(" ", "");
    }

    /** Every key of the values must be named by the schema, however deep. */
    private static void compare(String path, JsonNode values, JsonNode schema, JsonNode root, Set<String> unknown) {
        JsonNode resolved = resolve(schema, root);
        if (!values.isObject() || !resolved.has("properties")) {
            return;
        }
        values.properties().forEach(entry -> {
            JsonNode property = resolved.path("properties").path(entry.getKey());
            if (property.isMissingNode()) {
                unknown.add(path + entry.getKey());
            }
            compare(path + entry.getKey() + ".", entry.getValue(), property, root, unknown);
        });
    }

    private static JsonNode resolve(JsonNode schema, JsonNode root) {
        JsonNode first = schema.has("allOf") ? schema.path("allOf").path(0) : schema;
        return first.has("$ref") ? root.at(first.path("$ref").asText().substring(1)) : first;
    }
}
