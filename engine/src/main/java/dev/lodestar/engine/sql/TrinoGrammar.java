package dev.lodestar.engine.sql;

/** Trino. Instants are timestamp(3) with time zone, properties json or a varchar of it. */
final class TrinoGrammar extends SqlGrammar {

    @Override
    String noTexts() {
        return "cast(array[] as array(varchar))";
    }

    @Override
    String textType() {
        return "varchar";
    }

    @Override
    String decimalType() {
        return "decimal(38, 9)";
    }

    @Override
    String doubleType() {
        return "double";
    }

    @Override
    String localDay(String instant) {
        return "cast(at_timezone(" + instant + ", p.time_zone) as date)";
    }

    @Override
    String addDays(String day, String days) {
        return "date_add('day', " + days + ", " + day + ")";
    }

    @Override
    String daysBetween(String first, String second) {
        return "date_diff('day', " + first + ", " + second + ")";
    }

    @Override
    String isoWeekday(String day) {
        return "day_of_week(" + day + ")";
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
        return "date_add('hour', " + hours + ", " + instant + ")";
    }

    @Override
    String addMinutes(String instant, String minutes) {
        return "date_add('minute', " + minutes + ", " + instant + ")";
    }

    @Override
    String secondsBetween(String first, String second) {
        return "cast(date_diff('millisecond', " + first + ", " + second + ") as double) / 1000";
    }

    @Override
    String epochMillis(String instant) {
        return "date_diff('millisecond', timestamp '1970-01-01 00:00:00.000 UTC', " + instant + ")";
    }

    @Override
    String instantOf(String millis) {
        return "date_add('millisecond', " + millis + ", timestamp '1970-01-01 00:00:00.000 UTC')";
    }

    @Override
    String utcMidnight(String day) {
        return "with_timezone(cast(" + day + " as timestamp(3)), 'UTC')";
    }

    @Override
    String earlier(String one, String other) {
        return "coalesce(least(" + one + ", " + other + "), " + one + ", " + other + ")";
    }

    @Override
    String isOneOf(String value, String list) {
        return "contains(" + list + ", " + value + ")";
    }

    @Override
    String propertyText(String properties, String name) {
        return "json_extract_scalar(" + properties + ", " + member(name) + ")";
    }

    @Override
    String propertyNumber(String properties, String name) {
        return "if(regexp_like(json_format(json_extract(" + properties + ", " + member(name)
                + ")), '^-?[0-9]'), cast(cast(" + propertyText(properties, name) + " as double) as decimal(38, 9)))";
    }

    private String member(String name) {
        return text("$[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]");
    }

    /** A sequence that ends before it starts runs backwards, hence the condition. */
    @Override
    String series(String name, String count) {
        return "cross join unnest(if(" + count + " > 0, sequence(0, " + count + " - 1))) as series (" + name + ")";
    }

    @Override
    String layout(String reading) {
        return switch (reading) {
            case "recent" ->
                "-- Layout: user_events partitioned by day(\"timestamp\") (Iceberg): only the last weeks are read.";
            case "by_type" ->
                "-- Layout: user_events sorted by event_type within its files: statistics skip all but the invoices.";
            default ->
                "-- Layout: user_events and user_profiles bucketed by user_id alike: they join without an exchange.";
        };
    }
}
