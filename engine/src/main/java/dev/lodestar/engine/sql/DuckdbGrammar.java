package dev.lodestar.engine.sql;

/** DuckDB, tested on 2.0. Its days and sums of days have different widths, hence the casts. */
final class DuckdbGrammar extends SqlGrammar {

    @Override
    String listOf(String elements) {
        return "[" + elements + "]";
    }

    @Override
    String noTexts() {
        return "cast([] as varchar[])";
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
        return "cast(" + instant + " at time zone p.time_zone as date)";
    }

    @Override
    String addDays(String day, String days) {
        boolean back = days.startsWith("-");
        String count = back ? days.substring(1) : days;
        return day + (back ? " - " : " + ") + (count.matches("\\d+") ? count : "cast(" + count + " as integer)");
    }

    @Override
    String isoWeekday(String day) {
        return "isodow(" + day + ")";
    }

    @Override
    String addHours(String instant, String hours) {
        return instant + " + to_hours(" + hours + ")";
    }

    @Override
    String addMinutes(String instant, String minutes) {
        return instant + " + to_minutes(" + minutes + ")";
    }

    @Override
    String secondsBetween(String first, String second) {
        return "date_diff('millisecond', " + first + ", " + second + ") / 1000";
    }

    @Override
    String epochMillis(String instant) {
        return "epoch_ms(" + instant + ")";
    }

    @Override
    String instantOf(String millis) {
        return "(make_timestamp_ms(" + millis + ") at time zone 'UTC')";
    }

    @Override
    String utcMidnight(String day) {
        return "cast(" + day + " as timestamp) at time zone 'UTC'";
    }

    @Override
    String isOneOf(String value, String list) {
        return "list_contains(" + list + ", " + value + ")";
    }

    @Override
    String ratio(String dividend, String divisor) {
        return (dividend.contains(" ") ? "(" + dividend + ")" : dividend) + " / nullif(" + divisor + ", 0)";
    }

    /** Its arrow binds weaker than a comparison, hence the function. */
    @Override
    String propertyText(String properties, String name) {
        return "json_extract_string(" + properties + ", " + path(name) + ")";
    }

    @Override
    String propertyNumber(String properties, String name) {
        return "case when json_type(" + properties + ", " + path(name)
                + ") in ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE') then cast(" + propertyText(properties, name)
                + " as decimal(38, 9)) end";
    }

    @Override
    String series(String name, String count) {
        return "cross join unnest(range(" + count + ")) as series (" + name + ")";
    }

    @Override
    String materialized() {
        return "materialized ";
    }

    @Override
    String layout(String reading) {
        return "by_type".equals(reading)
                ? "-- Layout: rows sorted by event_type, \"timestamp\" let the zone maps skip all but the invoices."
                : "-- Layout: rows in the order of \"timestamp\" let the zone maps skip what lies outside of the"
                        + " range.";
    }
}
