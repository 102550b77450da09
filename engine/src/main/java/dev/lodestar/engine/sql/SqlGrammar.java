package dev.lodestar.engine.sql;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a database says what the databases say in different ways. Everything that is not here is said alike in all of them, and the
 * queries keep to that.
 *
 * <p>Arguments and results are SQL, except where they are named literals. What is written here is what most of them understand; a
 * dialect overrides the rest.
 */
abstract class SqlGrammar {

    // Literals and names.

    /**
     * A text.
     *
     * @throws InvalidDefinitionException for the character 0, which no text of PostgreSQL can hold
     */
    final String text(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new InvalidDefinitionException(
                    "sql", "a text with the character 0", "texts without it: no statement can hold it");
        }
        return quotedText(value);
    }

    /** A text without the character 0. A quote is doubled; a backslash stands for itself. */
    String quotedText(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    final String nullableText(@Nullable String value) {
        return value == null ? typedNull(textType()) : text(value);
    }

    final String date(@Nullable LocalDate value) {
        return value == null ? typedNull("date") : dateLiteral(value);
    }

    String dateLiteral(LocalDate value) {
        return "date '" + value + "'";
    }

    final String number(@Nullable BigDecimal value) {
        return value == null ? typedNull(decimalType()) : decimalLiteral(value);
    }

    /** An exact number. */
    String decimalLiteral(BigDecimal value) {
        return value.toPlainString();
    }

    /** A list of texts. */
    final String texts(Collection<String> values) {
        return values.isEmpty()
                ? noTexts()
                : listOf(values.stream().map(this::text).collect(Collectors.joining(", ")));
    }

    String listOf(String elements) {
        return "array[" + elements + "]";
    }

    abstract String noTexts();

    String typedNull(String type) {
        return "cast(null as " + type + ")";
    }

    /** A name that may be a reserved word, and is all lower case. */
    String quoted(String name) {
        return '"' + name + '"';
    }

    abstract String textType();

    abstract String decimalType();

    String integerType() {
        return "integer";
    }

    String bigintType() {
        return "bigint";
    }

    abstract String doubleType();

    // Time.

    /** The day of an instant in the time zone of the parameters. */
    abstract String localDay(String instant);

    /** The current day in the time zone of the parameters. */
    String today() {
        return localDay("now()");
    }

    /** A day so many days later; {@code days} may start with a minus, before a single term. */
    String addDays(String day, String days) {
        return days.startsWith("-") ? day + " - " + days.substring(1) : day + " + " + days;
    }

    /** How many days after the first day the second is. */
    String daysBetween(String first, String second) {
        return second + " - " + first;
    }

    /** 1 for Monday to 7 for Sunday. */
    abstract String isoWeekday(String day);

    /** The day that the week of a day starts on, where weeks start on the given ISO weekday. */
    String weekStart(String day, String firstWeekday) {
        return addDays(day, "-mod(" + isoWeekday(day) + " - " + firstWeekday + " + 7, 7)");
    }

    String monthStart(String day) {
        return "cast(date_trunc('month', " + day + ") as date)";
    }

    String quarterStart(String day) {
        return "cast(date_trunc('quarter', " + day + ") as date)";
    }

    abstract String addHours(String instant, String hours);

    abstract String addMinutes(String instant, String minutes);

    /** How many seconds, with a fraction, after the first instant the second is. */
    abstract String secondsBetween(String first, String second);

    /** The whole milliseconds since 1970 began in UTC. */
    abstract String epochMillis(String instant);

    /** The instant that is so many milliseconds after 1970 began in UTC. */
    abstract String instantOf(String millis);

    /** The instant at which a day starts in UTC. */
    abstract String utcMidnight(String day);

    // Conditions and aggregates.

    /** The earlier of two, of which one may be null. */
    String earlier(String one, String other) {
        return "least(" + one + ", " + other + ")";
    }

    abstract String isOneOf(String value, String list);

    String isNoneOf(String value, String list) {
        return "not " + isOneOf(value, list);
    }

    /** Whether a text has another in it, case and all. */
    String containsText(String text, String part) {
        return "strpos(" + text + ", " + part + ") > 0";
    }

    /** The number of rows of which a condition holds. */
    String countIf(String condition) {
        return "count(*) filter (where " + condition + ")";
    }

    /** The sum over the rows of which a condition holds; null where there are none. */
    String sumIf(String value, String condition) {
        return "sum(" + value + ") filter (where " + condition + ")";
    }

    /** Whether a condition holds of any row. */
    String anyOf(String condition) {
        return "bool_or(" + condition + ")";
    }

    /** A quotient in double precision; null where the divisor is 0 or either is null. */
    String ratio(String dividend, String divisor) {
        return "cast(" + dividend + " as " + doubleType() + ") / nullif(" + divisor + ", 0)";
    }

    /** A value that a window function may find missing. */
    String nullable(String value) {
        return value;
    }

    /** A text that is ordered by its bytes. */
    String bytewise(String text) {
        return text;
    }

    // Properties of events.

    /** A property as text; null where it is missing or null. The name is no SQL. */
    abstract String propertyText(String properties, String name);

    /** A property as an exact number; null where it is missing or no number. The name is no SQL. */
    abstract String propertyNumber(String properties, String name);

    /** A JSONPath of one name, as a literal. */
    final String path(String name) {
        return text("$.\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }

    // The shape of the statement.

    /** Joins the numbers from 0 on, so many of them, to the one table before; none where the count is null or not positive. */
    abstract String series(String name, String count);

    /** What {@link #series} reads, as common table expressions that follow the parameters. */
    String seriesSource() {
        return "";
    }

    /** Before the bracket of a common table expression that is better computed once. */
    String materialized() {
        return "";
    }

    /** What stands at the end of the statement. */
    String settings() {
        return "";
    }

    /** A comment on the layout of the tables: how a query that reads {@code history}, {@code recent} rows or those {@code by_type} finds them. */
    abstract String layout(String reading);
}
