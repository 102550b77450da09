package dev.lodestar.engine.sql;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.RetentionQuery;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A definition of retention as one statement. Its rows are the cells of the matrix, of each group where there are groups: {@code
 * group_value} (null without groups), {@code cohort}, {@code period} (the column, from 0), {@code active_users}, {@code cohort_size}, {@code
 * retention_rate}, {@code ci_low}, {@code ci_high}, {@code censored}, {@code reason}.
 */
public final class RetentionSql {
    private static final SqlSource SOURCE = SqlSource.read("retention_definition.sql");

    private final SqlGrammar grammar;
    private final RetentionDefinition definition;
    private final Map<String, String> literals;
    private final SqlConditions conditions;
    private final SqlUsers users;

    private RetentionSql(
            SqlGrammar grammar, RetentionDefinition definition, SqlParameters parameters, Filters filters) {
        this.grammar = grammar;
        this.definition = definition;
        this.literals = SqlLiterals.of(parameters, grammar);
        this.conditions = new SqlConditions(grammar, parameters.plan(), literals);
        this.users = new SqlUsers(filters, grammar, parameters.plan(), literals);
    }

    /**
     * One statement with a comment at its head, to be run as it is.
     *
     * @param parameters the range, the zone, the weeks and the plan; nothing else of them matters
     * @param filters the users who count
     * @throws InvalidDefinitionException where {@link #check} finds something
     */
    public static String render(
            SqlDialect dialect, RetentionDefinition definition, SqlParameters parameters, Filters filters) {
        check(definition, filters);
        return new RetentionSql(dialect.grammar(), definition, parameters, filters).render();
    }

    /** Refuses by an {@link InvalidDefinitionException} what cannot be said in SQL; it names the field and the reason. */
    public static void check(RetentionDefinition definition, Filters filters) {
        String breakdown = definition.breakdown();
        if (breakdown != null) {
            SqlAttributes.check("breakdown", breakdown);
        }
        SqlUsers.check(filters);
    }

    private String render() {
        putParameters();
        RetentionMode mode = definition.mode();
        EventCondition start = definition.cohortEvent();
        boolean measurable = !definition.returnEvent().events().isEmpty();
        String template = SOURCE.with(Map.ofEntries(
                Map.entry("title", title()),
                Map.entry("brackets", mode == RetentionMode.BRACKET ? brackets() : ""),
                Map.entry("windows", mode == RetentionMode.ROLLING ? RetentionParts.WINDOWS : ""),
                Map.entry("day_starts", RetentionParts.DAY_STARTS),
                Map.entry("period_start", RetentionParts.periodStart(definition.period())),
                Map.entry("next_period", RetentionParts.nextPeriod(definition.period())),
                Map.entry("start_condition", start == null ? "1 = 0" : conditions.of(start, "start_types")),
                Map.entry("return_condition", conditions.of(definition.returnEvent(), "return_types")),
                Map.entry("start_comment", startComment()),
                Map.entry(
                        "starts",
                        start == null ? RetentionParts.signups() : RetentionParts.starts(definition.cohortType())),
                Map.entry("group", group()),
                Map.entry("cohort_columns", RetentionParts.columns(mode)),
                Map.entry("column_comment", columnComment()),
                Map.entry("returns", RetentionParts.returns(mode, start == null)),
                Map.entry("latest", RetentionParts.latest(mode)),
                Map.entry("retained", mode == RetentionMode.ON_OR_AFTER ? "retained_up_to" : "retained"),
                Map.entry("measurable", measurable ? "1 = 1" : "b.has_activity"),
                Map.entry("measurable_row", measurable ? "1 = 1" : "r.has_activity"),
                Map.entry("shown_group", definition.breakdown() == null ? "@null_text()" : "r.group_value")));
        return SqlTemplate.parse(new SqlSource(template).with(users.holes("s"))).render(grammar, literals);
    }

    private void putParameters() {
        EventCondition start = definition.cohortEvent();
        literals.put("start_types", grammar.texts(start == null ? List.of() : start.events()));
        literals.put("return_types", grammar.texts(definition.returnEvent().events()));
        literals.put("minimum_occurrences", Integer.toString(definition.minimumOccurrences()));
        literals.put("window_days", Integer.toString(RetentionQuery.windowDays(definition.period())));
        literals.put("max_groups", Integer.toString(definition.maxGroups()));
    }

    private String title() {
        return definition.period().wireName() + " cohorts, "
                + definition.mode().wireName().replace('_', ' ');
    }

    private String startComment() {
        return definition.cohortEvent() == null
                ? "their signup"
                : switch (definition.cohortType()) {
                    case FIRST -> "the first event that meets the condition, before the range too";
                    case RECURRING -> "in each period, the first event of the range that meets the condition";
                };
    }

    private String columnComment() {
        return switch (definition.mode()) {
            case ON -> "Columns are calendar periods since the cohort's own.";
            case ON_OR_AFTER -> "Columns are calendar periods since the cohort's own; a return counts up to its own.";
            case ROLLING -> "Columns are windows of whole days of 24 hours since the user's start.";
            case BRACKET -> "Columns are brackets of days since the day of the user's start.";
        };
    }

    private String brackets() {
        List<Integer> bounds = definition.brackets();
        return IntStream.range(0, bounds.size() - 1)
                .mapToObj(k -> "    select " + k + " as column_number, " + bounds.get(k) + " as from_days, "
                        + bounds.get(k + 1) + " as to_days")
                .collect(Collectors.joining(
                        "\n    union all\n",
                        "\n-- The days from from_days to before to_days.\nbrackets as (\n",
                        "\n),\n"));
    }

    private String group() {
        String breakdown = definition.breakdown();
        return breakdown == null ? "''" : users.valueOf(breakdown);
    }
}
