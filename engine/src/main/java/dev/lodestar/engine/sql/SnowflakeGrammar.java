package dev.lodestar.engine.sql;

import java.util.Locale;

/** Snowflake. Instants are TIMESTAMP_TZ, properties VARIANT; its names are upper case where they are not quoted. */
final class SnowflakeGrammar extends SqlGrammar {

    /** A backslash in a text is an escape. */
    @Override
    String quotedText(String value) {
        return super.quotedText(value).replace("\\", "\\\\");
    }

    @Override
    String listOf(String elements) {
        return "array_construct(" + elements + ")";
    }

    @Override
    String noTexts() {
        return "array_construct()";
    }

    @Override
    String quoted(String name) {
        return super.quoted(name.toUpperCase(Locale.ROOT));
    }

    @Override
    String textType() {
        return "varchar";
    }

    @Override
    String decimalType() {
        return "number(38, 9)";
    }

    @Override
    String doubleType() {
        return "double";
    }

    @Override
    String localDay(String instant) {
        return "to_date(convert_timezone(p.time_zone, " + instant + "))";
    }

    @Override
    String today() {
        return localDay("current_timestamp()");
    }

    @Override
    String addDays(String day, String days) {
        return "dateadd(day, " + days + ", " + day + ")";
    }

    @Override
    String daysBetween(String first, String second) {
        return "datediff(day, " + first + ", " + second + ")";
    }

    @Override
    String isoWeekday(String day) {
        return "dayofweekiso(" + day + ")";
    }

    @Override
    String monthStart(String day) {
        return "date_trunc('month', " + day + ")";
    }

    @Override
    String quarterStart(String day) {
        return "date_trunc('quarter', " + day + ")";
    }

    @Override
    String addHours(String instant, String hours) {
        return "dateadd(hour, " + hours + ", " + instant + ")";
    }

    @Override
    String addMinutes(String instant, String minutes) {
        return "dateadd(minute, " + minutes + ", " + instant + ")";
    }

    @Override
    String secondsBetween(String first, String second) {
        return "cast(datediff(millisecond, " + first + ", " + second + ") as double) / 1000";
    }

    @Override
    String epochMillis(String instant) {
        return "date_part(epoch_millisecond, " + instant + ")";
    }

    @Override
    String instantOf(String millis) {
        return "to_timestamp_ltz(" + millis + ", 3)";
    }

    @Override
    String utcMidnight(String day) {
        return "to_timestamp_tz(to_char(" + day
                + ", 'YYYY-MM-DD') || ' 00:00:00 +0000', 'YYYY-MM-DD HH24:MI:SS TZHTZM')";
    }

    @Override
    String earlier(String one, String other) {
        return "least_ignore_nulls(" + one + ", " + other + ")";
    }

    @Override
    String isOneOf(String value, String list) {
        return "array_contains(to_variant(" + value + "), " + list + ")";
    }

    @Override
    String containsText(String text, String part) {
        return "contains(" + text + ", " + part + ")";
    }

    @Override
    String countIf(String condition) {
        return "count_if(" + condition + ")";
    }

    @Override
    String sumIf(String value, String condition) {
        return "sum(iff(" + condition + ", " + value + ", null))";
    }

    @Override
    String anyOf(String condition) {
        return "boolor_agg(" + condition + ")";
    }

    @Override
    String propertyText(String properties, String name) {
        return "cast(" + member(properties, name) + " as varchar)";
    }

    @Override
    String propertyNumber(String properties, String name) {
        return "iff(typeof(" + member(properties, name) + ") in ('INTEGER', 'DECIMAL', 'DOUBLE'), cast("
                + member(properties, name) + " as number(38, 9)), null)";
    }

    private String member(String properties, String name) {
        return "get(" + properties + ", " + text(name) + ")";
    }

    @Override
    String series(String name, String count) {
        return "cross join lateral flatten(input => array_generate_range(0, " + count + ")) as series (seq, key, path, "
                + name + ", value, this)";
    }

    @Override
    String layout(String reading) {
        return switch (reading) {
            case "recent" -> "-- Layout: cluster by (to_date(timestamp)) on user_events: only the last weeks are read.";
            case "by_type" ->
                "-- Layout: cluster by (event_type, to_date(timestamp)) on user_events finds the invoices.";
            default -> "-- Layout: all micro-partitions of user_events are read; no clustering key helps.";
        };
    }
}
