package dev.lodestar.contracts.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertJsonTest {
    private static final UUID ALERT = UUID.fromString("7f1f3c4e-1f52-4c7b-9a53-0d5f7c1f6b11");
    private static final UUID RULE = UUID.fromString("0a4b6c1e-83d8-4b6c-8ef1-5a2b3c4d5e6f");
    private static final UUID OTHER = UUID.fromString("11111111-2222-4333-8444-555555555555");
    private static final String OPENED = """
            {"action":"alert_opened","at":"2026-11-27T12:00:00Z","alert_id":"7f1f3c4e-1f52-4c7b-9a53-0d5f7c1f6b11",\
            "rule_id":"0a4b6c1e-83d8-4b6c-8ef1-5a2b3c4d5e6f","kind":"threshold","severity":"critical",\
            "run_id":"11111111-2222-4333-8444-555555555555"}""";
    private static final String FAILED = """
            {"action":"notification_failed","at":"2026-11-27T12:00:00Z","alert_id":"7f1f3c4e-1f52-4c7b-9a53-0d5f7c1f6b11",\
            "rule_id":"0a4b6c1e-83d8-4b6c-8ef1-5a2b3c4d5e6f","kind":"threshold","severity":"critical",\
            "notification":{"id":"11111111-2222-4333-8444-555555555555","channel":"mail","event":"alert.opened","attempts":3,"status":550}}""";

    private final AlertNote opened = note(AlertAction.ALERT_OPENED, OTHER, null);
    private final AlertNote failed = note(
            AlertAction.NOTIFICATION_FAILED, null, new AlertNote.Notification(OTHER, "mail", "alert.opened", 3, 550));

    private static AlertNote note(
            AlertAction action, @Nullable UUID run, AlertNote.@Nullable Notification notification) {
        return new AlertNote(
                action, Instant.parse("2026-11-27T12:00:00Z"), ALERT, RULE, "threshold", "critical", run, notification);
    }

    @Test
    void the_golden_samples_are_written_and_read_for_ever() {
        assertThat(new String(AlertJson.write(opened), StandardCharsets.UTF_8)).isEqualTo(OPENED);
        assertThat(new String(AlertJson.write(failed), StandardCharsets.UTF_8)).isEqualTo(FAILED);
        assertThat(read(OPENED)).isEqualTo(opened);
        assertThat(read(FAILED)).isEqualTo(failed);
    }

    @Test
    void a_field_of_a_later_version_is_passed_over() {
        assertThat(read(FAILED.replace("\"action\"", "\"why\":\"asked\",\"action\"")
                        .replace("\"channel\"", "\"why\":\"asked\",\"channel\"")))
                .isEqualTo(failed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "null", "{\"action\":\"alert_vanished\"}", "no JSON"})
    void nonsense_is_refused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void the_schema_names_the_fields() throws IOException {
        JsonNode schema;
        try (InputStream file =
                Objects.requireNonNull(AlertNote.class.getResourceAsStream("/lodestar/alert.schema.json"))) {
            schema = new ObjectMapper().readTree(file);
        }
        JsonNode full = new ObjectMapper()
                .readTree(AlertJson.write(note(AlertAction.ALERT_OPENED, OTHER, failed.notification())));

        assertThat(schema.at("/properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> full.fieldNames());
        assertThat(schema.at("/properties/notification/properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> full.at("/notification").fieldNames());
        for (AlertAction action : AlertAction.values()) {
            assertThat(schema.at("/properties/action/enum").valueStream().map(JsonNode::asText))
                    .contains(action.wireName());
        }
    }

    private static AlertNote read(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
