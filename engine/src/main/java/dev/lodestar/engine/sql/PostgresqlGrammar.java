package dev.lodestar.engine.sql;

/** PostgreSQL, developed and tested on 18. */
final class PostgresqlGrammar extends SqlGrammar {

    /** A backslash is doubled in the {@code E''} form, which reads alike whatever {@code standard_conforming_strings} says. */
    @Override
    String quotedText(String value) {
        String quoted = super.quotedText(value);
        return value.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    @Override
    String noTexts() {
        return "cast(array[] as text[])";
    }

    @Override
    String textType() {
        return "text";
    }

    @Override
    String decimalType() {
        return "numeric";
    }

    @Override
    String doubleType() {
        return "double precision";
    }

    @Override
    String localDay(String instant) {
        return "cast(" + instant + " at time zone p.time_zone as date)";
    }

    @Override
    String isoWeekday(String day) {
        return "cast(extract(isodow from " + day + ") as integer)";
    }

    @Override
    String monthStart(String day) {
        return super.monthStart("cast(" + day + " as timestamp)");
    }

    @Override
    String quarterStart(String day) {
        return super.quarterStart("cast(" + day + " as timestamp)");
    }

    @Override
    String addHours(String instant, String hours) {
        return instant + " + make_interval(hours => " + hours + ")";
    }

    @Override
    String addMinutes(String instant, String minutes) {
        return instant + " + make_interval(mins => " + minutes + ")";
    }

    @Override
    String secondsBetween(String first, String second) {
        return "cast(extract(epoch from " + second + " - " + first + ") as double precision)";
    }

    @Override
    String epochMillis(String instant) {
        return "cast(extract(epoch from " + instant + ") * 1000 as bigint)";
    }

    @Override
    String instantOf(String millis) {
        return "(timestamptz '1970-01-01 00:00:00+00' + " + millis + " * interval '1 millisecond')";
    }

    @Override
    String utcMidnight(String day) {
        return "cast(" + day + " as timestamp) at time zone 'UTC'";
    }

    @Override
    String isOneOf(String value, String list) {
        return value + " = any (" + list + ")";
    }

    @Override
    String isNoneOf(String value, String list) {
        return value + " <> all (" + list + ")";
    }

    @Override
    String bytewise(String text) {
        return text + " collate \"C\"";
    }

    @Override
    String propertyText(String properties, String name) {
        return properties + " ->> " + text(name);
    }

    @Override
    String propertyNumber(String properties, String name) {
        return "case when jsonb_typeof(" + properties + " -> " + text(name) + ") = 'number' then cast("
                + propertyText(properties, name) + " as numeric) end";
    }

    @Override
    String series(String name, String count) {
        return "cross join generate_series(0, " + count + " - 1) as series (" + name + ")";
    }

    @Override
    String materialized() {
        return "materialized ";
    }

    @Override
    String layout(String reading) {
        return switch (reading) {
            case "recent" -> "-- Indexes: B-tree or BRIN user_events (\"timestamp\"): only the last weeks are read.";
            case "by_type" -> """
                -- Indexes: B-tree user_events (event_type) finds the invoices, user_events ("timestamp") where the data end.\
                """;
            default -> """
                -- Indexes: B-tree user_events ("timestamp") finds where the data end; the events are read by a sequential scan.\
                """;
        };
    }
}
