package dev.lodestar.contracts.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ErasureJsonTest {
    private static final UUID ERASURE = UUID.fromString("7f1f3c4e-1f52-4c7b-9a53-0d5f7c1f6b11");
    private static final UUID USER = UUID.fromString("0a4b6c1e-83d8-4b6c-8ef1-5a2b3c4d5e6f");
    private static final String COMMAND = """
            {"erasure_id":"7f1f3c4e-1f52-4c7b-9a53-0d5f7c1f6b11","user":"0a4b6c1e-83d8-4b6c-8ef1-5a2b3c4d5e6f",\
            "phase":"verify","partition":3,"end_offset":17}""";
    private static final String RESULT = """
            {"erasure_id":"7f1f3c4e-1f52-4c7b-9a53-0d5f7c1f6b11","phase":"count","end_offset":0,"service":"metrics-service",\
            "rows":{"timeline_events":5},"counted_at":"2026-11-26T12:00:00Z"}""";

    private final ErasureCommand command = new ErasureCommand(ERASURE, USER, ErasurePhase.VERIFY, 3, 17);
    private final ErasureResult result = new ErasureResult(
            ERASURE,
            ErasurePhase.COUNT,
            0,
            "metrics-service",
            Map.of("timeline_events", 5L),
            Instant.parse("2026-11-26T12:00:00Z"));

    @Test
    void the_golden_samples_are_written_and_read_for_ever() {
        assertThat(new String(ErasureJson.write(command), StandardCharsets.UTF_8))
                .isEqualTo(COMMAND);
        assertThat(new String(ErasureJson.write(result), StandardCharsets.UTF_8))
                .isEqualTo(RESULT);
        assertThat(ErasureJson.readCommand(COMMAND.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(command);
        assertThat(ErasureJson.readResult(RESULT.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(result);
    }

    @Test
    void a_field_of_a_later_version_is_passed_over_and_nonsense_is_refused() {
        byte[] later = COMMAND.replace("\"partition\"", "\"why\":\"asked\",\"partition\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(ErasureJson.readCommand(later)).isEqualTo(command);
        assertThatThrownBy(() -> ErasureJson.readResult("[]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void the_schema_names_the_fields_of_both_messages() throws IOException {
        JsonNode schema;
        try (InputStream file =
                Objects.requireNonNull(ErasureCommand.class.getResourceAsStream("/lodestar/erasure.schema.json"))) {
            schema = new ObjectMapper().readTree(file);
        }
        ObjectMapper json = new ObjectMapper();

        assertThat(schema.at("/$defs/command/properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> fieldNames(json, COMMAND));
        assertThat(schema.at("/$defs/result/properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> fieldNames(json, RESULT));
    }

    private static Iterator<String> fieldNames(ObjectMapper json, String message) {
        try {
            return json.readTree(message).fieldNames();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
