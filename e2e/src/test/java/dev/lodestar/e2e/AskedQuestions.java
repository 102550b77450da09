package dev.lodestar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.engine.cohort.RetentionCell;
import dev.lodestar.engine.cohort.RetentionCohort;
import dev.lodestar.engine.funnel.StepFunnelGroup;
import dev.lodestar.engine.funnel.StepFunnelRow;
import dev.lodestar.engine.path.PathDefinition;
import dev.lodestar.engine.path.PathStep;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.PathDirection;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.testkit.oracle.DefinedRetentionOracle;
import dev.lodestar.testkit.oracle.PathOracle;
import dev.lodestar.testkit.oracle.Slice;
import dev.lodestar.testkit.oracle.StepFunnelOracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Holds the answers to questions with a definition of their own against the naive second implementation, through the gateway. */
final class AskedQuestions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> STEPS = List.of("page_created", "content_edited", "workspace_shared");

    private final Lodestar lodestar;
    private final Slice slice;

    AskedQuestions(Lodestar lodestar, Slice slice) {
        this.lodestar = lodestar;
        this.slice = slice;
    }

    void assertFunnel() {
        FunnelDefinition definition = new FunnelDefinition(
                STEPS.stream().map(FunnelDefinition.Step::of).toList(),
                FunnelDefinition.Order.ORDERED,
                FunnelDefinition.DEFAULT_WINDOW_MILLIS,
                FunnelDefinition.Entry.BEST,
                FunnelDefinition.Ties.FAVOURABLE,
                0,
                List.of(),
                new FunnelDefinition.Breakdown(FunnelDefinition.BreakdownKind.ATTRIBUTE, "segment"),
                null);
        StepFunnelOracle oracle = new StepFunnelOracle(slice, definition);

        JsonNode answer = ask(
                "/funnel/query",
                Map.of(
                        "steps",
                        STEPS.stream().map(event -> Map.of("event", event)).toList(),
                        "breakdown",
                        "segment"));

        assertThat(usersOf(answer.get("steps"))).isEqualTo(usersOf(oracle.steps()));
        List<StepFunnelGroup> groups = Objects.requireNonNull(oracle.groups());
        assertThat(answer.at("/breakdown/groups")).hasSameSizeAs(groups);
        for (JsonNode group : answer.at("/breakdown/groups")) {
            StepFunnelGroup expected = groups.stream()
                    .filter(one -> one.value().equals(group.get("value").asText()))
                    .findFirst()
                    .orElseThrow();
            assertThat(usersOf(group.get("steps"))).isEqualTo(usersOf(expected.steps()));
        }
        assertThat(oracle.steps().getLast().users()).isPositive();
    }

    void assertRetention() {
        RetentionDefinition definition = new RetentionDefinition(
                CalendarPeriod.WEEKLY,
                RetentionMode.ON,
                List.of(),
                RetentionDefinition.CohortType.FIRST,
                EventCondition.of("page_created"),
                EventCondition.of("content_edited"),
                1,
                null,
                RetentionDefinition.DEFAULT_GROUPS);
        List<RetentionCohort> cohorts = new DefinedRetentionOracle(slice, definition).cohorts();

        JsonNode answer = ask(
                "/cohorts/retention/query",
                Map.of(
                        "period",
                        "weekly",
                        "cohort_event",
                        Map.of("event", "page_created"),
                        "return_event",
                        Map.of("event", "content_edited")));

        assertThat(answer.get("cohorts")).hasSameSizeAs(cohorts);
        for (int i = 0; i < cohorts.size(); i++) {
            JsonNode cohort = answer.get("cohorts").get(i);
            assertThat(cohort.get("cohort").asText())
                    .isEqualTo(cohorts.get(i).cohort().toString());
            assertThat(cohort.get("size").asLong()).isEqualTo(cohorts.get(i).size());
            assertThat(cellsOf(cohort.get("cells"))).isEqualTo(cellsOf(cohorts.get(i)));
        }
    }

    void assertPaths() {
        PathDefinition definition = new PathDefinition(
                EventCondition.of("page_created"),
                PathDirection.AFTER,
                3,
                4,
                Duration.ofDays(7),
                List.of("session_started"),
                true);
        PathOracle oracle = new PathOracle(slice, definition);

        JsonNode answer = ask(
                "/metrics/paths",
                Map.of(
                        "anchor",
                        Map.of("event", "page_created"),
                        "depth",
                        3,
                        "branches",
                        4,
                        "ignore",
                        List.of("session_started")));

        assertThat(answer.get("anchor_users").asLong()).isEqualTo(oracle.anchorUsers());
        assertThat(treeOf(answer.get("next"))).isEqualTo(treeOf(oracle.next()));
    }

    private JsonNode ask(String path, Map<String, ?> question) {
        try {
            return JSON.readTree(lodestar.as("analyst")
                    .contentType("application/json")
                    .body(JSON.writeValueAsString(question))
                    .post(path)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> usersOf(JsonNode steps) {
        List<Long> users = new ArrayList<>();
        steps.forEach(step -> users.add(step.get("users").asLong()));
        return users;
    }

    private static List<Long> usersOf(List<StepFunnelRow> steps) {
        return steps.stream().map(StepFunnelRow::users).toList();
    }

    private static List<String> cellsOf(JsonNode cells) {
        List<String> texts = new ArrayList<>();
        cells.forEach(cell -> texts.add(
                cell.get("active_users").isNull()
                        ? ""
                        : cell.get("active_users").asText()));
        return texts;
    }

    private static List<String> cellsOf(RetentionCohort cohort) {
        return cohort.cells().stream()
                .map(RetentionCell::activeUsers)
                .map(users -> users == null ? "" : users.toString())
                .toList();
    }

    private static String treeOf(JsonNode steps) {
        StringBuilder tree = new StringBuilder("(");
        steps.forEach(step -> tree.append(step.get("event").asText())
                .append(' ')
                .append(step.get("users").asLong())
                .append(treeOf(step.get("next"))));
        return tree.append(')').toString();
    }

    private static String treeOf(List<PathStep> steps) {
        StringBuilder tree = new StringBuilder("(");
        steps.forEach(step ->
                tree.append(step.event()).append(' ').append(step.users()).append(treeOf(step.next())));
        return tree.append(')').toString();
    }
}
