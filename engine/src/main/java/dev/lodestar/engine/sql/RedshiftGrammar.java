package dev.lodestar.engine.sql;

/** Amazon Redshift. Properties are a column of the type SUPER. */
final class RedshiftGrammar extends SqlGrammar {

    /** A backslash in a text is an escape. */
    @Override
    String quotedText(String value) {
        return super.quotedText(value).replace("\\", "\\\\");
    }

    @Override
    String listOf(String elements) {
        return "array(" + elements + ")";
    }

    @Override
    String noTexts() {
        return "array()";
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
        return "double precision";
    }

    @Override
    String localDay(String instant) {
        return "cast(" + instant + " at time zone p.time_zone as date)";
    }

    /** Its clock has no zone, and shows UTC. */
    @Override
    String today() {
        return "cast(convert_timezone('UTC', p.time_zone, getdate()) as date)";
    }

    @Override
    String addDays(String day, String days) {
        return "cast(dateadd(day, " + days + ", " + day + ") as date)";
    }

    @Override
    String daysBetween(String first, String second) {
        return "datediff(day, " + first + ", " + second + ")";
    }

    /** Its own weekdays start with 0 on Sunday. */
    @Override
    String isoWeekday(String day) {
        return "mod(cast(extract(dow from " + day + ") as integer) + 6, 7) + 1";
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
        return "cast(datediff(millisecond, " + first + ", " + second + ") as double precision) / 1000";
    }

    @Override
    String epochMillis(String instant) {
        return "datediff(millisecond, timestamptz '1970-01-01 00:00:00+00', " + instant + ")";
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
        return "array_contains(" + list + ", " + value + ")";
    }

    @Override
    String countIf(String condition) {
        return "count(case when " + condition + " then 1 end)";
    }

    @Override
    String sumIf(String value, String condition) {
        return "sum(case when " + condition + " then " + value + " end)";
    }

    @Override
    String propertyText(String properties, String name) {
        return "cast(" + member(properties, name) + " as varchar)";
    }

    @Override
    String propertyNumber(String properties, String name) {
        return "case when json_typeof(" + member(properties, name) + ") = 'number' then cast("
                + member(properties, name) + " as decimal(38, 9)) end";
    }

    private static String member(String properties, String name) {
        return properties + ".\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    String series(String name, String count) {
        return "inner join (select number as " + name + " from numbers) as series on series." + name + " < " + count;
    }

    /** It has no series of its own that could be joined. */
    @Override
    String seriesSource() {
        return """


            digits as (
                select 0 as digit union all select 1 union all select 2 union all select 3 union all select 4
                union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
            ),

            -- 0 to 9,999.
            numbers as (
                select ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit as number
                from digits as ones
                cross join digits as tens
                cross join digits as hundreds
                cross join digits as thousands
            ),\
            """;
    }

    @Override
    String layout(String reading) {
        return switch (reading) {
            case "recent" ->
                "-- Layout: sortkey (\"timestamp\") of user_events: only the blocks of the last weeks are read.";
            case "by_type" ->
                "-- Layout: distkey (user_id) of both tables, and sortkey (event_type, \"timestamp\") of user_events.";
            default -> "-- Layout: distkey (user_id) of both tables: they join without moving rows between nodes.";
        };
    }
}
