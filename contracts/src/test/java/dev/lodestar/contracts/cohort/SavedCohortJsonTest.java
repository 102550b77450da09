package dev.lodestar.contracts.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SavedCohortJsonTest {
    /** Written by the first version; must be read for ever. */
    private static final String GOLDEN = "{\"id\":\"00000000-0000-0001-0000-000000000002\",\"name\":\"makers\","
            + "\"version\":1,\"definition\":{\"attribute\":\"segment\",\"values\":[\"maker\"]},"
            + "\"created_at\":\"2025-03-04T05:06:07Z\",\"created_by\":\"ann\"}";

    private static final SavedCohortRecord MAKERS = new SavedCohortRecord(
            new UUID(1, 2),
            "makers",
            1,
            JsonNodeFactory.instance
                    .objectNode()
                    .put("attribute", "segment")
                    .set("values", JsonNodeFactory.instance.arrayNode().add("maker")),
            null,
            Instant.parse("2025-03-04T05:06:07Z"),
            "ann");

    @Test
    void a_cohort_written_by_the_first_version_is_read_for_ever() {
        assertThat(new String(SavedCohortJson.write(MAKERS), StandardCharsets.UTF_8))
                .isEqualTo(GOLDEN);
        assertThat(SavedCohortJson.read(GOLDEN.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(MAKERS);
    }

    @Test
    void a_list_survives_the_wire_and_fields_of_later_versions_are_ignored() {
        SavedCohortRecord list = new SavedCohortRecord(
                new UUID(3, 4), "friends", 2, null, List.of(new UUID(5, 6)), Instant.EPOCH, "bob");
        String json = new String(SavedCohortJson.write(list), StandardCharsets.UTF_8);
        byte[] later = json.replaceFirst("\\{", "{\"added_later\":1,").getBytes(StandardCharsets.UTF_8);

        assertThat(SavedCohortJson.read(later)).isEqualTo(list);
    }

    @Test
    void the_schema_has_the_fields_of_the_record_and_demands_those_that_are_never_absent() throws IOException {
        JsonNode schema;
        try (InputStream file = Objects.requireNonNull(
                SavedCohortRecord.class.getResourceAsStream("/lodestar/saved-cohort.schema.json"))) {
            schema = new ObjectMapper().readTree(file);
        }
        ObjectMapper snakeCase = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addModule(new JavaTimeModule())
                .build();

        assertThat(schema.get("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(snakeCase.valueToTree(MAKERS).properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(schema.get("required").valueStream().map(JsonNode::asText))
                .containsExactlyInAnyOrder("id", "name", "version", "created_at", "created_by");
    }

    @Test
    void what_is_no_cohort_is_unreadable() {
        byte[] neither = "{\"id\":\"00000000-0000-0001-0000-000000000002\",\"name\":\"x\",\"version\":1}"
                .getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> SavedCohortJson.read(neither));
    }
}
