package dev.lodestar.engine.sql;

import static dev.lodestar.engine.sql.FunnelText.each;

import dev.lodestar.engine.query.DurationClasses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the rows of a funnel are made from the users in it, as template text. */
final class FunnelRowsText {
    /** A time of users: what its columns begin with, and what its figures end with. */
    private record Since(String column, String figure) {}

    private static final Since PREVIOUS = new Since("previous", "from_previous");
    private static final Since FIRST = new Since("first", "from_first");

    private FunnelRowsText() {}

    /** In any order there is no step before. */
    private static List<Since> kinds(boolean anyOrder) {
        return anyOrder ? List.of(FIRST) : List.of(PREVIOUS, FIRST);
    }

    static String groups(boolean grouped) {
        return grouped ? """
            groups_by_size as (
                select
                    s.own_group,
                    row_number() over (order by count(*) desc, @bytewise(s.own_group)) as place
                from passages as s
                group by s.own_group
            ),

            -- The largest groups by themselves, the others together.
            grouped as (
                select
                    s.*,
                    case when g.place <= p.max_groups then s.own_group else '(other)' end as group_value
                from passages as s
                inner join groups_by_size as g on g.own_group = s.own_group
                cross join params as p
            ),

            shown_groups as (
                select distinct s.group_value
                from grouped as s
            ),

            """ : """
                grouped as (
                    select
                        s.*,
                        '' as group_value
                    from passages as s
                ),

                shown_groups as (
                    select '' as group_value
                    from params
                ),

                """;
    }

    /** One row for each user and step reached. */
    static String times(int last, boolean anyOrder) {
        return each(2, last, "\n    union all\n", step -> """
            select
                g.group_value,
                {k} as step_number,
                {times}
            from grouped as g
            where g.steps_reached >= {k}\
            """.indent(4)
                .stripTrailing()
                .replace(
                        "{times}",
                        kinds(anyOrder).stream()
                                .map(since -> "g." + since.column() + "_ms_{k} as since_" + since.column() + "_ms")
                                .collect(Collectors.joining(",\n        ")))
                .replace("{k}", Integer.toString(step)));
    }

    static String places(boolean anyOrder) {
        return lines(anyOrder, """
                    row_number() over (partition by t.group_value, t.step_number order by t.since_{s}_ms) - 1 as {s}_place,
            """);
    }

    static String weights(boolean anyOrder) {
        List<String> weights = new ArrayList<>();
        for (Since since : kinds(anyOrder)) {
            weights.add("        2 - abs(2 * r.{s}_place - (r.places - 1)) as {s}_median_weight"
                    .replace("{s}", since.column()));
            weights.add("        10 - abs(10 * r.{s}_place - 9 * (r.places - 1)) as {s}_p90_weight"
                    .replace("{s}", since.column()));
        }
        return String.join(",\n", weights);
    }

    static String durations(boolean anyOrder) {
        return kinds(anyOrder).stream()
                .map(since -> String.join(
                                ",\n",
                                quantile("median", 2),
                                quantile("p90", 10),
                                "        cast(sum(w.since_{s}_ms) as @double()) / (1000 * count(*)) as"
                                        + " mean_seconds_{f}")
                        .replace("{s}", since.column())
                        .replace("{f}", since.figure()))
                .collect(Collectors.joining(",\n"));
    }

    private static String quantile(String name, int scale) {
        return """
            cast(sum(case when w.{s}_{q}_weight > 0 then w.since_{s}_ms * w.{s}_{q}_weight end) as @double()) / {scale}
                as {q}_seconds_{f}\
            """.replace("{q}", name).replace("{scale}", Integer.toString(1_000 * scale));
    }

    static String shownTimes(boolean anyOrder) {
        Function<Since, String> shown = since -> List.of("median", "p90", "mean").stream()
                .map(name -> "    d." + name + "_seconds_" + since.figure() + ",\n")
                .collect(Collectors.joining());
        String absent = List.of("median", "p90", "mean").stream()
                .map(name -> "    cast(null as @double()) as " + name + "_seconds_from_previous,\n")
                .collect(Collectors.joining());
        return (anyOrder ? absent : "") + kinds(anyOrder).stream().map(shown).collect(Collectors.joining());
    }

    /** The holes that only the classes of times have. */
    static Map<String, String> histogram(long windowMillis, boolean anyOrder) {
        String between = "\n    union all\n";
        return Map.of(
                "kinds",
                kinds(anyOrder).stream()
                        .map(since -> "    select '" + since.figure() + "' as duration")
                        .collect(Collectors.joining(between)),
                "spans",
                kinds(anyOrder).stream()
                        .map(since -> """
                            select
                                t.group_value,
                                t.step_number,
                                '{f}' as duration,
                                t.since_{s}_ms as took_ms
                            from times as t\
                        """.replace("{f}", since.figure()).replace("{s}", since.column()))
                        .collect(Collectors.joining(between)),
                "classes",
                classes(windowMillis));
    }

    private static String classes(long windowMillis) {
        List<String> classes = new ArrayList<>();
        long above = -1;
        for (Duration bound : DurationClasses.bounds()) {
            classes.add(
                    "    select {seconds} as up_to_seconds, cast({above} as @bigint()) as above_ms, cast({to} as @bigint()) as up_to_ms"
                            .replace("{seconds}", Long.toString(bound.toSeconds()))
                            .replace("{above}", Long.toString(above))
                            .replace("{to}", Long.toString(bound.toMillis())));
            above = bound.toMillis();
            if (above >= windowMillis) {
                break;
            }
        }
        return String.join("\n    union all\n", classes);
    }

    private static String lines(boolean anyOrder, String line) {
        return kinds(anyOrder).stream()
                .map(since -> line.replace("{s}", since.column()))
                .collect(Collectors.joining())
                .stripTrailing();
    }
}
