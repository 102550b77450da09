package dev.lodestar.engine.sql;

import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.timeline.EventPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which users count, by attributes and saved cohorts, as template text on a profile {@code u}. */
final class SqlUsers {
    private static final String IN_SEGMENT =
            "(p.segment is null or " + SqlAttributes.valueOf(SqlBreakdown.SEGMENT) + " = p.segment)";

    /** For a statement that does not ask for activity itself: cohorts may. */
    private static final String PASSIVE_PARAMETER =
            "        ${passive_types} as passive_types, -- event types that are no activity\n";

    /** What fills the holes of a template that counts everybody or one segment, as the seven queries do. */
    static final Map<String, String> OF_A_SEGMENT = Map.ofEntries(
            Map.entry("property_columns", ""),
            Map.entry("cohort", ""),
            Map.entry("membership", ""),
            Map.entry("profile_membership", ""),
            Map.entry("user_columns", "segment"),
            Map.entry("all_columns", "segment, channel, plan_type"),
            Map.entry(
                    "user_parameters",
                    "${segment} as segment, -- this segment only, '(none)' for users without one; null: everybody"),
            Map.entry("passive_parameter", ""),
            Map.entry("users", "\n        and " + IN_SEGMENT),
            Map.entry("only_users", "\n    where " + IN_SEGMENT.substring(1, IN_SEGMENT.length() - 1)),
            Map.entry("everybody", "p.segment is null"));

    private final Filters filters;
    private final SqlAttributes attributes;
    private final SqlMembers members;
    private final List<String> parameters = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();

    /**
     * @param literals where the values are put
     * @throws dev.lodestar.engine.analysis.InvalidDefinitionException where {@link #check} finds something
     */
    SqlUsers(Filters filters, SqlGrammar grammar, EventPlan plan, Map<String, String> literals) {
        this(filters, null, grammar, plan, literals);
    }

    /** The same with two sets told apart among them. */
    SqlUsers(
            Filters filters,
            SqlMembers.@Nullable Sides sides,
            SqlGrammar grammar,
            EventPlan plan,
            Map<String, String> literals) {
        check(filters);
        this.filters = filters;
        this.attributes = new SqlAttributes(literals);
        this.members = new SqlMembers(filters, sides, grammar, plan, attributes, literals);
        for (SqlBreakdown column : SqlBreakdown.values()) {
            String name = column.wireName() + "s";
            literals.put(name, grammar.texts(filters.allowed().getOrDefault(column.wireName(), List.of())));
            parameters.add("${" + name + "} as " + name + ",");
        }
        parameters.set(0, parameters.getFirst() + " -- users who count, by attribute; none: whatever they have");
        filters.allowed().forEach((attribute, values) -> {
            String name = attribute + "s";
            if (SqlBreakdown.ofWireName(attribute).isEmpty()) {
                name = "values_" + (parameters.size() - SqlBreakdown.values().length + 1);
                literals.put(name, grammar.texts(values));
                parameters.add("${" + name + "} as " + name + ", -- of " + SqlAttributes.commented(attribute));
            }
            conditions.add("@is_one_of(" + attributes.valueOf(attribute) + ", p." + name + ")");
        });
    }

    /** Refuses attributes and saved cohorts that cannot be said. */
    static void check(Filters filters) {
        filters.allowed().keySet().forEach(attribute -> SqlAttributes.check("filters." + attribute, attribute));
        SqlMembers.check(filters);
    }

    /** The value of an attribute of a profile {@code u}; absence is a value of its own. */
    String valueOf(String attribute) {
        return attributes.valueOf(attribute);
    }

    /** Whether anybody is left out by an attribute. */
    boolean areChosenByAttribute() {
        return !conditions.isEmpty();
    }

    /** What fills the holes of a template whose events are {@code e}, after everything else about users has been asked for. */
    Map<String, String> holes() {
        return holes("e");
    }

    /** The same where the users come from another table. */
    Map<String, String> holes(String table) {
        Map<String, String> holes = new HashMap<>();
        holes.put("property_columns", members.readsProperties() ? ", properties" : "");
        holes.put("cohort", members.tables());
        holes.put("membership", members.join(table));
        holes.put("profile_membership", members.join("u"));
        holes.put("user_columns", attributes.columns());
        holes.put("all_columns", attributes.columns());
        holes.put("user_parameters", (members.parameters() + lines()).strip());
        holes.put("passive_parameter", filters.criteria().isEmpty() ? "" : PASSIVE_PARAMETER);
        holes.put("users", conditions());
        holes.put("only_users", conditions.isEmpty() ? "" : "\n    where " + String.join("\n        and ", conditions));
        holes.put("everybody", filters.isEmpty() ? "1 = 1" : "1 = 0");
        return holes;
    }

    private String lines() {
        return parameters.stream().map(line -> "        " + line + "\n").collect(Collectors.joining());
    }

    /** The conditions, each after an {@code and}. */
    String conditions() {
        return conditions.stream()
                .map(condition -> "\n        and " + condition)
                .collect(Collectors.joining());
    }

    /** Joins the profiles to a table of users. */
    static String join(String table) {
        return "left join analytics.user_profiles as u on u.user_id = " + table + ".user_id";
    }
}
