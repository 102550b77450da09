package dev.lodestar.engine.sql;

import java.util.List;

/** The forms that a template may use, by name. */
final class SqlForms {
    private SqlForms() {}

    /**
     * A form in a dialect.
     *
     * @throws IllegalStateException where there is none of the name, or it takes another number of arguments
     */
    static String of(SqlGrammar grammar, String name, List<String> arguments) {
        return switch (arguments.size()) {
            case 0 -> plain(grammar, name);
            case 1 -> ofOne(grammar, name, arguments.getFirst());
            case 2 -> ofTwo(grammar, name, arguments.getFirst(), arguments.getLast());
            default -> throw unknown(name, arguments.size());
        };
    }

    private static String plain(SqlGrammar grammar, String name) {
        return switch (name) {
            case "integer" -> grammar.integerType();
            case "bigint" -> grammar.bigintType();
            case "double" -> grammar.doubleType();
            case "null_text" -> grammar.nullableText(null);
            case "today" -> grammar.today();
            case "materialized" -> grammar.materialized();
            case "series_source" -> grammar.seriesSource();
            case "settings" -> grammar.settings();
            default -> throw unknown(name, 0);
        };
    }

    private static String ofOne(SqlGrammar grammar, String name, String argument) {
        return switch (name) {
            case "local_day" -> grammar.localDay(argument);
            case "month_start" -> grammar.monthStart(argument);
            case "quarter_start" -> grammar.quarterStart(argument);
            case "epoch_millis" -> grammar.epochMillis(argument);
            case "instant" -> grammar.instantOf(argument);
            case "utc_midnight" -> grammar.utcMidnight(argument);
            case "count_if" -> grammar.countIf(argument);
            case "any_of" -> grammar.anyOf(argument);
            case "nullable" -> grammar.nullable(argument);
            case "bytewise" -> grammar.bytewise(argument);
            case "layout" -> grammar.layout(argument);
            default -> throw unknown(name, 1);
        };
    }

    private static String ofTwo(SqlGrammar grammar, String name, String first, String second) {
        return switch (name) {
            case "add_days" -> grammar.addDays(first, second);
            case "add_hours" -> grammar.addHours(first, second);
            case "add_minutes" -> grammar.addMinutes(first, second);
            case "days_between" -> grammar.daysBetween(first, second);
            case "seconds_between" -> grammar.secondsBetween(first, second);
            case "week_start" -> grammar.weekStart(first, second);
            case "earlier" -> grammar.earlier(first, second);
            case "is_one_of" -> grammar.isOneOf(first, second);
            case "is_none_of" -> grammar.isNoneOf(first, second);
            case "sum_if" -> grammar.sumIf(first, second);
            case "ratio" -> grammar.ratio(first, second);
            case "contains_text" -> grammar.containsText(first, second);
            case "property_text" -> grammar.propertyText(first, second);
            case "property_number" -> grammar.propertyNumber(first, second);
            case "series" -> grammar.series(first, second);
            default -> throw unknown(name, 2);
        };
    }

    private static IllegalStateException unknown(String name, int arguments) {
        return new IllegalStateException("a template uses a form " + name + " of " + arguments + " arguments");
    }
}
