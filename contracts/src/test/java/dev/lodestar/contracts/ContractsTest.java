package dev.lodestar.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.analysis.Requester;
import dev.lodestar.contracts.analysis.RunEnd;
import dev.lodestar.contracts.analysis.RunOutcome;
import dev.lodestar.contracts.analysis.StepEnd;
import dev.lodestar.contracts.analysis.StepOutcome;
import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.contracts.timeline.PropertyValue;
import dev.lodestar.contracts.tracking.PropertyType;
import dev.lodestar.contracts.tracking.TrackingPlan;
import dev.lodestar.contracts.wire.RecordType;
import dev.lodestar.contracts.wire.TimelineCodec;
import dev.lodestar.contracts.wire.TimelineRecord;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import dev.lodestar.contracts.wire.UserKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContractsTest {
    private static final UserKey USER = new UserKey(UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"));

    private static final String GOLDEN_EVENT = "0a02653112107365617263685f706572666f726d656419e803000000000000"
            + "29d007000000000000320e0a05717565727912050a036d6170390700000000000000";

    @Test
    void an_event_survives_the_wire() {
        EventRecord event = EventRecord.newBuilder()
                .setEventId("e1")
                .setEventType("invoice_paid")
                .setEventTimeMillis(1_000)
                .setReceivedAtMillis(2_000)
                .putProperties(
                        "amount", PropertyValue.newBuilder().setNumber(29.33).build())
                .setBodyHash(-1)
                .build();
        TimelineRecord record = new TimelineRecord.Event(USER, event);

        TimelineRecord read = TimelineCodec.decode(
                RecordType.EVENT.toBytes(), TimelineCodec.key(record), TimelineCodec.value(record));

        assertThat(read).isEqualTo(record);
    }

    @Test
    void an_event_written_by_the_first_version_is_read_for_ever() {
        byte[] golden = HexFormat.of().parseHex(GOLDEN_EVENT);

        TimelineRecord read = TimelineCodec.decode(RecordType.EVENT.toBytes(), USER.toBytes(), golden);

        assertThat(read)
                .isEqualTo(new TimelineRecord.Event(
                        USER,
                        EventRecord.newBuilder()
                                .setEventId("e1")
                                .setEventType("search_performed")
                                .setEventTimeMillis(1_000)
                                .setReceivedAtMillis(2_000)
                                .putProperties(
                                        "query",
                                        PropertyValue.newBuilder()
                                                .setText("map")
                                                .build())
                                .setBodyHash(7)
                                .build()));
    }

    @Test
    void a_user_key_is_the_sixteen_bytes_of_its_uuid() {
        assertThat(HexFormat.of().formatHex(USER.toBytes())).isEqualTo("0f8fad5bd9cb469fa16570867728950e");
        assertThat(UserKey.of(USER.toBytes())).isEqualTo(USER);
    }

    @Test
    void what_does_not_follow_the_contract_is_unreadable_and_says_why() {
        byte[] key = USER.toBytes();
        assertThatThrownBy(() -> TimelineCodec.decode(null, key, new byte[0]))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("header record-type is missing");
        assertThatThrownBy(() -> TimelineCodec.decode("party".getBytes(StandardCharsets.UTF_8), key, new byte[0]))
                .hasMessage("unknown record type 'party'");
        assertThatThrownBy(() -> TimelineCodec.decode(RecordType.EVENT.toBytes(), new byte[3], new byte[0]))
                .hasMessage("user key has 3 bytes instead of 16");
        assertThatThrownBy(() -> TimelineCodec.decode(RecordType.EVENT.toBytes(), key, new byte[] {(byte) 0xff}))
                .hasMessage("value is not a record of type event");
    }

    @Test
    void a_failed_step_survives_the_wire() {
        AnalysisCommand command = new AnalysisCommand(
                "run",
                AnalysisStep.FUNNEL,
                null,
                null,
                null,
                List.of(),
                12,
                42,
                Map.of(),
                0,
                Instant.parse("2024-03-01T00:00:00Z"),
                "tester",
                null);
        AnalysisResult failed =
                AnalysisResult.failed(command, "no shard answers", Instant.parse("2024-03-01T00:00:01Z"), 7);

        assertThat(AnalysisJson.readResult(AnalysisJson.write(failed))).isEqualTo(failed);
    }

    @Test
    void commands_and_results_survive_the_wire_and_ignore_fields_of_later_versions() {
        AnalysisCommand command = new AnalysisCommand(
                "run-1",
                AnalysisStep.FUNNEL,
                LocalDate.of(2026, 1, 1),
                null,
                null,
                List.of("seo_content"),
                12,
                42,
                Map.of(0, 17L),
                3,
                Instant.parse("2026-01-02T03:04:05Z"),
                "alice",
                new Requester("0b3c", "lodestar-demo"));
        assertThat(AnalysisJson.readCommand(AnalysisJson.write(command))).isEqualTo(command);

        AnalysisResult result = AnalysisResult.succeeded(
                command, JsonNodeFactory.instance.objectNode().put("value", 1), Instant.EPOCH, 7);
        String json = new String(AnalysisJson.write(result), StandardCharsets.UTF_8);
        assertThat(json).contains("\"run_id\":\"run-1\"", "\"step\":\"funnel\"", "\"outcome\":\"succeeded\"");
        byte[] later = json.replaceFirst("\\{", "{\"added_later\":1,").getBytes(StandardCharsets.UTF_8);
        assertThat(AnalysisJson.readResult(later)).isEqualTo(result);
        assertThat(result.requester()).isEqualTo(command.requester());
    }

    @Test
    void a_command_of_an_earlier_version_names_who_started_the_run_but_has_no_id() {
        String command = """
                {"run_id": "r", "step": "funnel", "from": null, "to": null, "segment": null, "levers": [], "months": 12, "seed": 42, "barrier": {"0": 5},
                 "acquisition_offset": 0, "requested_at": "2026-01-02T03:04:05Z", "requested_by": "alice"}
                """;

        AnalysisCommand read = AnalysisJson.readCommand(command.getBytes(StandardCharsets.UTF_8));

        assertThat(read.requestedBy()).isEqualTo("alice");
        assertThat(read.requester()).isNull();
    }

    @Test
    void the_end_of_a_run_comes_with_the_result_of_its_last_step() {
        RunEnd end = new RunEnd(RunOutcome.PARTIAL, 4_200);
        AnalysisResult result = new AnalysisResult(
                "r",
                AnalysisStep.REPORT,
                StepOutcome.FAILED,
                "out of memory",
                null,
                Instant.EPOCH,
                1,
                "alice",
                new Requester("0b3c", null),
                end);
        byte[] json = AnalysisJson.write(result);

        assertThat(AnalysisJson.readResult(json)).isEqualTo(result);
        assertThat(AnalysisJson.readEnd(json).run()).isEqualTo(end);
        assertThat(new String(json, StandardCharsets.UTF_8))
                .contains("\"run\":{\"outcome\":\"partial\",\"duration_millis\":4200}");
    }

    @Test
    void the_default_plan_knows_the_twelve_event_types_and_what_is_passive() {
        TrackingPlan plan = TrackingPlan.defaultPlan();

        assertThat(plan.eventTypes()).hasSize(12);
        assertThat(plan.eventTypes().entrySet().stream()
                        .filter(type -> type.getValue().passive())
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("signup", "invoice_paid", "plan_cancelled");
        assertThat(plan.eventTypes().get("invoice_paid").properties()).containsEntry("amount", PropertyType.NUMBER);
    }

    @Test
    void a_result_without_an_answer_comes_back_as_it_went() {
        AnalysisResult result = new AnalysisResult(
                "r",
                AnalysisStep.LTV,
                StepOutcome.FAILED,
                "out of memory",
                null,
                Instant.EPOCH,
                1,
                "alice",
                null,
                null);

        assertThat(AnalysisJson.readResult(AnalysisJson.write(result))).isEqualTo(result);
    }

    @Test
    void how_a_step_ended_is_read_without_its_answer() {
        String result = """
                {"run_id": "r", "step": "funnel", "outcome": "succeeded", "reason": null, "computed_at": "2026-01-02T03:04:05Z", "duration_millis": 7,
                 "answer": {"stages": [{"users": 1}], "as_of": {"time": "2026-01-02T03:04:00Z", "partitions": {"0": 5}, "stale_partitions": [1]}}}
                """;

        StepEnd end = AnalysisJson.readEnd(result.getBytes(StandardCharsets.UTF_8));

        assertThat(end.requestedBy()).isNull();
        assertThat(end.requester()).isNull();
        assertThat(end.run()).isNull();
        assertThat(end.asOf()).isEqualTo(new StepEnd.Position(Instant.parse("2026-01-02T03:04:00Z"), Map.of("0", 5L)));
    }

    @Test
    void a_plan_that_names_an_unknown_event_type_is_refused() {
        String json = """
                {"version": 1, "event_types": {"a": {"passive": false}}, "properties": {}, "activation_event": "b",
                 "collaboration_events": [], "monetization_events": [], "free_plans": [], "features": {}, "workspace_property": "w"}
                """;
        assertThatThrownBy(() -> TrackingPlan.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("names event types that it does not define: [b]");
    }
}
