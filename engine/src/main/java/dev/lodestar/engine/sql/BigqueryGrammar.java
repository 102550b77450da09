package dev.lodestar.engine.sql;

import java.math.BigDecimal;

/** BigQuery, in its standard dialect. Properties are a column of the type JSON. */
final class BigqueryGrammar extends SqlGrammar {

    @Override
    String quotedText(String value) {
        return "'"
                + value.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + "'";
    }

    @Override
    String listOf(String elements) {
        return "[" + elements + "]";
    }

    @Override
    String decimalLiteral(BigDecimal value) {
        return "numeric '" + value.toPlainString() + "'";
    }

    @Override
    String noTexts() {
        return "cast([] as array<string>)";
    }

    @Override
    String quoted(String name) {
        return "`" + name + "`";
    }

    @Override
    String textType() {
        return "string";
    }

    @Override
    String decimalType() {
        return "numeric";
    }

    @Override
    String integerType() {
        return "int64";
    }

    @Override
    String bigintType() {
        return "int64";
    }

    @Override
    String doubleType() {
        return "float64";
    }

    @Override
    String localDay(String instant) {
        return "date(" + instant + ", p.time_zone)";
    }

    @Override
    String today() {
        return "current_date(p.time_zone)";
    }

    @Override
    String daysBetween(String first, String second) {
        return "date_diff(" + second + ", " + first + ", day)";
    }

    /** Its own weekdays start with 1 on Sunday. */
    @Override
    String isoWeekday(String day) {
        return "mod(extract(dayofweek from " + day + ") + 5, 7) + 1";
    }

    @Override
    String monthStart(String day) {
        return "date_trunc(" + day + ", month)";
    }

    @Override
    String quarterStart(String day) {
        return "date_trunc(" + day + ", quarter)";
    }

    @Override
    String addHours(String instant, String hours) {
        return "timestamp_add(" + instant + ", interval " + hours + " hour)";
    }

    @Override
    String addMinutes(String instant, String minutes) {
        return "timestamp_add(" + instant + ", interval " + minutes + " minute)";
    }

    @Override
    String secondsBetween(String first, String second) {
        return "timestamp_diff(" + second + ", " + first + ", millisecond) / 1000";
    }

    @Override
    String epochMillis(String instant) {
        return "unix_millis(" + instant + ")";
    }

    @Override
    String instantOf(String millis) {
        return "timestamp_millis(" + millis + ")";
    }

    @Override
    String utcMidnight(String day) {
        return "timestamp(" + day + ")";
    }

    @Override
    String earlier(String one, String other) {
        return "coalesce(least(" + one + ", " + other + "), " + one + ", " + other + ")";
    }

    @Override
    String isOneOf(String value, String list) {
        return value + " in unnest(" + list + ")";
    }

    @Override
    String isNoneOf(String value, String list) {
        return value + " not in unnest(" + list + ")";
    }

    @Override
    String countIf(String condition) {
        return "countif(" + condition + ")";
    }

    @Override
    String sumIf(String value, String condition) {
        return "sum(if(" + condition + ", " + value + ", null))";
    }

    @Override
    String anyOf(String condition) {
        return "logical_or(" + condition + ")";
    }

    @Override
    String ratio(String dividend, String divisor) {
        return "safe_divide(" + dividend + ", " + divisor + ")";
    }

    @Override
    String propertyText(String properties, String name) {
        return "json_value(" + properties + ", " + path(name) + ")";
    }

    @Override
    String propertyNumber(String properties, String name) {
        return "if(json_type(json_query(" + properties + ", " + path(name) + ")) = 'number', cast("
                + propertyText(properties, name) + " as numeric), null)";
    }

    @Override
    String series(String name, String count) {
        return "cross join unnest(generate_array(0, " + count + " - 1)) as " + name;
    }

    @Override
    String layout(String reading) {
        return switch (reading) {
            case "recent" -> """
                -- Layout: user_events partitioned by date(`timestamp`) and clustered by event_type, user_id; to_day as a literal in
                -- the where clause lets it read the partitions of the last weeks only.\
                """;
            case "by_type" -> "-- Layout: user_events clustered by event_type, user_id: the invoices lie together.";
            default -> "-- Layout: user_events and user_profiles clustered by user_id; all partitions are read.";
        };
    }
}
