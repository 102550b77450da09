package dev.lodestar.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.contracts.tracking.PropertyType;
import dev.lodestar.contracts.tracking.TrackingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackingPlanTest {
    @TempDir
    Path directory;

    @Test
    void a_plan_of_ones_own_may_leave_out_what_it_does_not_need() throws IOException {
        TrackingPlan plan = TrackingPlan.of(file("""
                {"version": 3, "event_types": {"opened": {}, "charged": {"passive": true, "properties": {"total": "number"}}},
                 "activation_event": "opened", "revenue_event": "charged", "amount_property": "total",
                 "features": {"opening": ["opened"]}}
                """));

        assertThat(plan.version()).isEqualTo(3);
        assertThat(plan.eventTypes().get("opened").passive()).isFalse();
        assertThat(plan.eventTypes().get("charged").properties()).containsEntry("total", PropertyType.NUMBER);
        assertThat(plan.revenueEvent()).isEqualTo("charged");
        assertThat(plan.collaborationEvents()).isEmpty();
        assertThat(plan.freePlans()).containsExactly("free");
        assertThat(plan.workspaceProperty()).isEqualTo("workspace_id");
        assertThat(plan.features()).containsEntry("opening", List.of("opened"));
    }

    @Test
    void properties_of_a_type_keep_the_order_of_the_plan_in_every_process() throws IOException {
        TrackingPlan plan = TrackingPlan.of(file("""
                {"version": 1, "event_types": {"charged": {"properties": {"i": "text", "c": "text", "g": "text", "a": "text", "h": "text", "e": "text", "b": "text", "d": "text", "f": "text"}}},
                 "activation_event": "charged"}
                """));

        assertThat(plan.eventTypes().get("charged").properties().keySet())
                .containsExactly("i", "c", "g", "a", "h", "e", "b", "d", "f");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"version": 1, "event_types": {"a": {}}}                                                            | activation_event is missing
                    {"version": 1, "event_types": {}, "activation_event": "a"}                                          | event_types must name at least one type
                    {"version": 0, "event_types": {"a": {}}, "activation_event": "a"}                                   | version must be at least 1
                    {"version": 1, "event_types": {"a": {}}, "activation_event": "a", "activaton": 1}                   | activaton
                    {"version": 1, "event_types": {"a": {"pasive": true}}, "activation_event": "a"}                     | pasive
                    {"version": 1, "event_types": {"a": {}}, "activation_event": "b"}                                   | does not define: [b]
                    {"version": 1, "event_types": {"a": {"properties": {"p": "date"}}}, "activation_event": "a"}        | text, number or flag, not 'date'
                    {"version": 1, "event_types": {"": {}}, "activation_event": ""}                                     | activation_event is missing
                    {"version": 1, "event_types": {" ": {}, "a": {}}, "activation_event": "a"}                          | a name must have 1 to 128 characters
                    {"version": 1, "event_types": {"a": {}, "a": {}}, "activation_event": "a"}                          | Duplicate field 'a'
                    {"version": 1                                                                                       | line 1
                    """)
    void what_is_wrong_with_a_plan_is_named(String json, String expected) throws IOException {
        Path file = file(json);

        assertThatThrownBy(() -> TrackingPlan.of(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(expected);
    }

    @Test
    void a_plan_that_is_not_there_is_named() {
        assertThatThrownBy(() -> TrackingPlan.of(directory.resolve("none.json")))
                .hasMessageContaining("none.json cannot be read");
    }

    private Path file(String json) throws IOException {
        return Files.writeString(directory.resolve("plan.json"), json);
    }
}
