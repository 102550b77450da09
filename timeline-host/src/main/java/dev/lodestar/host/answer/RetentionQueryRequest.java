package dev.lodestar.host.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionDefinition.CohortType;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.time.CalendarPeriod;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which retention is wanted, to be measured or to be had as SQL.
 *
 * @param period daily, weekly, monthly or quarterly; monthly where nothing is said
 * @param mode on, on_or_after, rolling or bracket; bracket where there are brackets, else on
 * @param brackets ascending bounds in days since the start, for the mode bracket
 * @param cohortType first or recurring; first where nothing is said
 * @param cohortEvent signup, which is the default, or a condition on events
 * @param returnEvent any_active, which is the default, or a condition on events
 * @param minimumOccurrences how many returns it takes in a period; 1 where nothing is said
 * @param breakdown a profile attribute
 * @param maxGroups how many values of it are shown by themselves; 10 where nothing is said
 * @param from first day on which a cohort may start
 * @param to day after the last
 * @param filters by profile attribute a value or a list of values
 * @param cohort id or name of a saved cohort whose members count
 * @param cohorts the same of several, all of which a user must be in
 * @param timeZone IANA name
 * @param weekStart monday or sunday
 * @param sql a dialect, to have the statement that gives the same figures on the warehouse as well
 */
@RegisterForReflection
public record RetentionQueryRequest(
        @Nullable String period,
        @Nullable String mode,
        @Nullable List<Integer> brackets,
        @Nullable String cohortType,

        @Schema(implementation = EventConditionRequest.class) @Nullable
        JsonNode cohortEvent,

        @Schema(implementation = EventConditionRequest.class) @Nullable
        JsonNode returnEvent,

        @Nullable Integer minimumOccurrences,
        @Nullable String breakdown,
        @Nullable Integer maxGroups,
        @Nullable String from,
        @Nullable String to,
        @Schema(implementation = Map.class) @Nullable Map<String, JsonNode> filters,
        @Nullable String cohort,
        @Nullable List<String> cohorts,
        @Nullable String timeZone,
        @Nullable String weekStart,
        @Nullable String sql) {
    private static final String SIGNUP = "signup";
    private static final String ANY_ACTIVE = "any_active";

    /** The definition; a problem names the field that is wrong. */
    public RetentionDefinition toDomain(DefinitionReader reader) {
        return new RetentionDefinition(
                Choices.period(
                        Objects.requireNonNullElse(period, CalendarPeriod.MONTHLY.wireName()),
                        EnumSet.allOf(CalendarPeriod.class)),
                wantedMode(),
                brackets == null ? List.of() : brackets,
                cohortType == null
                        ? CohortType.FIRST
                        : Choices.of(
                                "cohort_type", cohortType, Arrays.stream(CohortType.values()), CohortType::wireName),
                cohortEvent == null || cohortEvent.isNull() || isWord(cohortEvent, SIGNUP)
                        ? null
                        : condition(reader, "cohort_event", cohortEvent),
                returnEvent == null || returnEvent.isNull() || isWord(returnEvent, ANY_ACTIVE)
                        ? EventCondition.ANY_ACTIVE
                        : condition(reader, "return_event", returnEvent),
                Objects.requireNonNullElse(minimumOccurrences, 1),
                breakdown,
                Objects.requireNonNullElse(maxGroups, RetentionDefinition.DEFAULT_GROUPS));
    }

    private RetentionMode wantedMode() {
        if (mode == null) {
            return brackets == null ? RetentionMode.ON : RetentionMode.BRACKET;
        }
        return Choices.of("mode", mode, Arrays.stream(RetentionMode.values()), RetentionMode::wireName);
    }

    private static boolean isWord(JsonNode node, String word) {
        return node.isTextual() && node.textValue().equals(word);
    }

    private static EventCondition condition(DefinitionReader reader, String field, JsonNode node) {
        String expected = "\"" + (field.equals("cohort_event") ? SIGNUP : ANY_ACTIVE)
                + "\", or a condition such as {\"event\": \"page_created\"}";
        return reader.read(field, node, expected, EventConditionRequest.class).toDomain(field);
    }

    /** The dialect in which the statement is wanted; null for none. */
    public @Nullable SqlDialect dialect() {
        return sql == null ? null : Choices.dialect("sql", sql);
    }

    /** The range, the users and the calendar that are asked for. */
    public ScopeParameters scope() {
        return ScopeParameters.ofBody(from, to, filters, timeZone, weekStart).within(cohort, cohorts);
    }
}
