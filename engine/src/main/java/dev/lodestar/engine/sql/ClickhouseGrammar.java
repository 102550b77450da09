package dev.lodestar.engine.sql;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * ClickHouse, from 25.3 on. Instants are DateTime64(3), properties a String of JSON. Its zones must be constant, which a column is not
 * and a scalar subquery is; its types hold null only where that is said.
 */
final class ClickhouseGrammar extends SqlGrammar {
    private static final String ZONE = "(select time_zone from params)";

    /** A backslash in a text is an escape. */
    @Override
    String quotedText(String value) {
        return super.quotedText(value).replace("\\", "\\\\");
    }

    @Override
    String listOf(String elements) {
        return "[" + elements + "]";
    }

    @Override
    String dateLiteral(LocalDate value) {
        return "toDate('" + value + "')";
    }

    @Override
    String decimalLiteral(BigDecimal value) {
        return "toDecimal128('" + value.toPlainString() + "', 9)";
    }

    @Override
    String noTexts() {
        return "cast([] as Array(String))";
    }

    @Override
    String typedNull(String type) {
        return super.typedNull("Nullable(" + ("date".equals(type) ? "Date" : type) + ")");
    }

    @Override
    String textType() {
        return "String";
    }

    @Override
    String decimalType() {
        return "Decimal(38, 9)";
    }

    @Override
    String integerType() {
        return "Nullable(Int32)";
    }

    @Override
    String bigintType() {
        return "Nullable(Int64)";
    }

    @Override
    String doubleType() {
        return "Nullable(Float64)";
    }

    @Override
    String localDay(String instant) {
        return "toDate(" + instant + ", " + ZONE + ")";
    }

    @Override
    String daysBetween(String first, String second) {
        return "dateDiff('day', " + first + ", " + second + ")";
    }

    @Override
    String isoWeekday(String day) {
        return "toDayOfWeek(" + day + ")";
    }

    @Override
    String monthStart(String day) {
        return "toStartOfMonth(" + day + ")";
    }

    @Override
    String quarterStart(String day) {
        return "toStartOfQuarter(" + day + ")";
    }

    @Override
    String addHours(String instant, String hours) {
        return "addHours(" + instant + ", " + hours + ")";
    }

    @Override
    String addMinutes(String instant, String minutes) {
        return "addMinutes(" + instant + ", " + minutes + ")";
    }

    @Override
    String secondsBetween(String first, String second) {
        return "dateDiff('millisecond', " + first + ", " + second + ") / 1000";
    }

    @Override
    String epochMillis(String instant) {
        return "toUnixTimestamp64Milli(" + instant + ")";
    }

    @Override
    String instantOf(String millis) {
        return "fromUnixTimestamp64Milli(" + millis + ", 'UTC')";
    }

    @Override
    String utcMidnight(String day) {
        return "toDateTime64(" + day + ", 3, 'UTC')";
    }

    @Override
    String earlier(String one, String other) {
        return "coalesce(least(" + one + ", " + other + "), " + one + ", " + other + ")";
    }

    @Override
    String isOneOf(String value, String list) {
        return "has(" + list + ", " + value + ")";
    }

    @Override
    String containsText(String text, String part) {
        return "position(" + text + ", " + part + ") > 0";
    }

    @Override
    String countIf(String condition) {
        return "countIf(" + condition + ")";
    }

    @Override
    String sumIf(String value, String condition) {
        return "sumIf(" + value + ", " + condition + ")";
    }

    @Override
    String anyOf(String condition) {
        return "max(" + condition + ")";
    }

    @Override
    String ratio(String dividend, String divisor) {
        return "toFloat64(" + dividend + ") / nullIf(" + divisor + ", 0)";
    }

    @Override
    String nullable(String value) {
        return "toNullable(" + value + ")";
    }

    @Override
    String propertyText(String properties, String name) {
        return "JSONExtract(" + properties + ", " + text(name) + ", 'Nullable(String)')";
    }

    @Override
    String propertyNumber(String properties, String name) {
        return "if(JSONType(" + properties + ", " + text(name) + ") in ('Int64', 'UInt64', 'Double'), "
                + "toDecimal128OrNull(JSONExtractRaw(" + properties + ", " + text(name) + "), 9), null)";
    }

    @Override
    String series(String name, String count) {
        return "array join range(toUInt64(greatest(ifNull(" + count + ", 0), 0))) as " + name;
    }

    /** Without them a missing row joins as zeros, an empty table has a smallest value, and a name may mean the result beside it. */
    @Override
    String settings() {
        return """

            settings
                join_use_nulls = 1,
                aggregate_functions_null_for_empty = 1,
                cast_keep_nullable = 1,
                prefer_column_name_to_alias = 1\
            """;
    }

    @Override
    String layout(String reading) {
        return switch (reading) {
            case "recent" ->
                "-- Layout: user_events partition by toYYYYMM(timestamp), or timestamp in the sorting key.";
            case "by_type" ->
                "-- Layout: user_events order by (event_type, timestamp) finds the invoices by the primary key.";
            default ->
                "-- Layout: user_events order by (event_type, timestamp); all granules are read, of these columns"
                        + " only.";
        };
    }
}
