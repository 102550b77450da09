package dev.lodestar.engine.sql;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.query.Filters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which users count, by the attributes that every warehouse has, as template text on a profile {@code u}. */
final class SqlUsers {
    /** What fills the holes of a template that counts everybody or one segment, as the seven queries do. */
    static final Map<String, String> OF_A_SEGMENT = Map.of(
            "property_columns",
            "",
            "cohort",
            "",
            "membership",
            "",
            "user_columns",
            "segment",
            "user_parameters",
            "${segment} as segment, -- this segment only, '(none)' for users without one; null: everybody",
            "users",
            "\n        and (p.segment is null or " + valueOf("segment") + " = p.segment)");

    private SqlUsers() {}

    /** What fills the same holes where the users are those whom filters choose; events are read as {@code e}. */
    static Map<String, String> holes(Filters filters, SqlMembers members) {
        String parameters = members.parameters() + """
                ${segments} as segments, -- users who count, by attribute; none: whatever they have
                ${channels} as channels,
                ${plan_types} as plan_types,""".indent(8);
        return Map.of(
                "property_columns",
                members.readsProperties() ? ", properties" : "",
                "cohort",
                members.tables(),
                "membership",
                members.join("e"),
                "user_columns",
                "segment, channel, plan_type",
                "user_parameters",
                parameters.strip(),
                "users",
                conditions(filters));
    }

    /** An attribute that not every warehouse has as a column. */
    static Optional<String> attributeWithoutColumn(Filters filters) {
        return filters.allowed().keySet().stream()
                .filter(attribute -> SqlBreakdown.ofWireName(attribute).isEmpty())
                .findFirst();
    }

    /** Refuses attributes that not every warehouse has, and saved cohorts that cannot be said. */
    static void check(Filters filters) {
        filters.allowed().keySet().forEach(attribute -> checkAttribute("filters." + attribute, attribute));
        SqlMembers.check(filters);
    }

    /** Refuses an attribute that not every warehouse has. */
    static void checkAttribute(String field, String attribute) {
        if (SqlBreakdown.ofWireName(attribute).isEmpty()) {
            throw new InvalidDefinitionException(
                    field, attribute, "segment, channel or plan_type in SQL: the warehouse has no other attributes");
        }
    }

    /** Puts the values that count as lists under the names {@code segments}, {@code channels}, {@code plan_types}. */
    static void put(Filters filters, SqlGrammar grammar, Map<String, String> literals) {
        for (SqlBreakdown attribute : SqlBreakdown.values()) {
            literals.put(
                    attribute.wireName() + "s",
                    grammar.texts(filters.allowed().getOrDefault(attribute.wireName(), List.of())));
        }
    }

    /** Joins the profiles to a table of users. */
    static String join(String table) {
        return "left join analytics.user_profiles as u on u.user_id = " + table + ".user_id";
    }

    /** The value of an attribute; absence is a value of its own. */
    static String valueOf(String attribute) {
        return "coalesce(nullif(u." + attribute + ", ''), '" + Filters.NONE + "')";
    }

    /** The conditions, each after an {@code and}. */
    static String conditions(Filters filters) {
        return filters.allowed().keySet().stream()
                .map(attribute -> "\n        and @is_one_of(" + valueOf(attribute) + ", p." + attribute + "s)")
                .collect(Collectors.joining());
    }
}
