package dev.lodestar.engine.sql;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.query.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Attributes of a profile {@code u} as template text: segment, channel and plan_type are columns, all others lie in the JSON of the column
 * {@code attributes}. Their names become parameters of the template, so that none is ever parsed.
 */
final class SqlAttributes {
    /** What has a way to be written in paths of all dialects: no quote that ends a name, no escape, nothing that cannot be seen. */
    private static final Pattern NAME = Pattern.compile("[^\"\\\\\\p{Cntrl}]+");

    /** What can stand in a comment of a template as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_ .:-]+");

    private static final String COLUMNS = "segment, channel, plan_type";

    private final Map<String, String> literals;
    private final List<String> further = new ArrayList<>();

    /** @param literals where the names are put */
    SqlAttributes(Map<String, String> literals) {
        this.literals = literals;
    }

    /** Refuses a name that not every dialect can write. */
    static void check(String field, String attribute) {
        if (!NAME.matcher(attribute).matches()) {
            throw new InvalidDefinitionException(
                    field, attribute, "an attribute whose name has no \", no \\ and no control character in SQL");
        }
    }

    /** The value of an attribute; absence is a value of its own. */
    String valueOf(String attribute) {
        return SqlBreakdown.ofWireName(attribute)
                .map(SqlAttributes::valueOf)
                .orElseGet(() -> orNone("@property_text(u.attributes, ${" + nameOf(attribute) + "})"));
    }

    /** The value of an attribute that is a column. */
    static String valueOf(SqlBreakdown attribute) {
        return orNone("u." + attribute.wireName());
    }

    private static String orNone(String value) {
        return "coalesce(nullif(" + value + ", ''), '" + Filters.NONE + "')";
    }

    private String nameOf(String attribute) {
        if (!further.contains(attribute)) {
            further.add(attribute);
        }
        String name = "attribute_" + (further.indexOf(attribute) + 1);
        literals.put(name, attribute);
        return name;
    }

    /** A name for a comment; nothing tells of names that might end it. */
    static String commented(String attribute) {
        return PLAIN.matcher(attribute).matches() ? attribute : "another attribute";
    }

    /** The columns of profiles that hold attributes, as far as they have been asked for. */
    String columns() {
        return further.isEmpty() ? COLUMNS : COLUMNS + ", attributes";
    }
}
