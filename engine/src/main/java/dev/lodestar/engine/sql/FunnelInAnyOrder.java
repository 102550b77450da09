package dev.lodestar.engine.sql;

import static dev.lodestar.engine.sql.FunnelText.BEFORE;
import static dev.lodestar.engine.sql.FunnelText.UP_TO_HERE;
import static dev.lodestar.engine.sql.FunnelText.each;

import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Ties;
import dev.lodestar.engine.sql.FunnelOverlap.Demand;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Steps in any order, as template text: from the events of users to {@code measured}. Steps are there within a window where for each demand of
 * {@link FunnelOverlap} the last so many events that serve it lie in the window; so it takes one maximum over the moments before for each demand.
 */
final class FunnelInAnyOrder {
    private final FunnelDefinition definition;
    private final int last;
    private final boolean rising;

    /** By step from 1: what it takes, all steps before taken for granted. */
    private final List<List<Demand>> demands = new ArrayList<>();

    FunnelInAnyOrder(FunnelDefinition definition, FunnelOverlap overlap) {
        this.definition = definition;
        this.last = definition.steps().size();
        this.rising = definition.ties() == Ties.STRICT_INCREASE;
        for (int step = 1; step <= last; step++) {
            demands.add(overlap.demands(1, step));
        }
    }

    private static String column(Demand demand) {
        return demand.events() == 1 ? "last_" + demand.name() : "last_" + demand.events() + "_of_" + demand.name();
    }

    /** Whether an event serves a demand; step 1 is served by those only that may start. */
    private static String serves(Demand demand) {
        return demand.steps().stream()
                .map(step -> step == 1 ? "s.start_1 is not null" : "s.meets_" + step + " > 0")
                .collect(Collectors.joining(" or "));
    }

    private Set<Demand> allDemands() {
        Set<Demand> all = new LinkedHashSet<>();
        demands.forEach(all::addAll);
        return all;
    }

    String text() {
        List<Demand> several =
                allDemands().stream().filter(demand -> demand.events() > 1).toList();
        return (rising ? units() : "")
                + FunnelText.starts(definition, "units", rising ? "distinct_moments" : "events", "s.meets_1")
                + (several.isEmpty() ? "" : counted(several))
                + moments(several.isEmpty() ? "units" : "counted")
                + seen()
                + lengths()
                + (FunnelText.removes(definition) ? removed() : "")
                + reached()
                + measured();
    }

    /** Where no two steps may share a moment, a moment counts as one event. */
    private String units() {
        return """
            -- No two steps may share a moment: what happens at one serves one step.
            distinct_moments as (
                select
                    e.user_id,
                    e.moment{meets}{common}
                from events as e
                group by e.user_id, e.moment
            ),

            """.replace(
                        "{meets}", each(1, last, "", step -> ",\n        max(e.meets_" + step + ") as meets_" + step))
                .replace("{common}", FunnelText.commonColumns(definition));
    }

    private static String counted(List<Demand> several) {
        return """
            -- One event serves one step: how far back one must go to have enough for steps that one event could meet.
            counted as (
                select
                    s.*{columns}
                from units as s
            ),

            """.replace(
                        "{columns}",
                        several.stream()
                                .map(demand -> """
                                    ,
                                            case
                                                when {serves}
                                                    then lag(@nullable(s.moment), {back})
                                                        over (partition by s.user_id, case when {serves} then 1 else 0 end order by s.moment)
                                            end as {name}\
                                    """.replace("{serves}", serves(demand))
                                        .replace("{back}", Integer.toString(demand.events() - 1))
                                        .replace("{name}", column(demand)))
                                .collect(Collectors.joining()));
    }

    private String moments(String source) {
        StringBuilder columns = new StringBuilder(",\n        max(s.start_1) as start_1");
        for (Demand demand : allDemands()) {
            columns.append(",\n        ")
                    .append(
                            demand.events() == 1
                                    ? "max(case when " + serves(demand) + " then s.moment end)"
                                    : "max(s." + column(demand) + ")")
                    .append(" as ")
                    .append(column(demand));
        }
        for (int i = 1; i <= definition.exclusions().size(); i++) {
            columns.append(",\n        max(s.excluded_" + i + ") as excluded_" + i);
        }
        if (FunnelText.isByProperty(definition)) {
            columns.append(
                    rising
                            ? ",\n        min(s.step_1_value) as step_1_value"
                            : ",\n"
                                    + "        min(case when s.meets_1 = 1 then @bytewise(s.step_1_value) end) as"
                                    + " step_1_value");
        }
        return """
            -- One row for each moment of a user.
            moments as (
                select
                    s.user_id,
                    s.moment{columns}
                from {source} as s
                group by s.user_id, s.moment
            ),

            """.replace("{columns}", columns).replace("{source}", source);
    }

    private String seen() {
        StringBuilder columns = new StringBuilder();
        for (Demand demand : allDemands()) {
            columns.append(",\n        max(s.")
                    .append(column(demand))
                    .append(")\n            ")
                    .append(UP_TO_HERE)
                    .append(" as seen_")
                    .append(column(demand));
        }
        if (!definition.exclusions().isEmpty()) {
            columns.append(",\n        max(case when ")
                    .append(each(1, definition.exclusions().size(), " + ", i -> "s.excluded_" + i))
                    .append(" > 0 then s.moment end)\n            ")
                    .append(BEFORE)
                    .append(" as stopped_ms");
        }
        if (FunnelText.removes(definition)) {
            columns.append(",\n        max(s.start_1)\n            ")
                    .append(BEFORE)
                    .append(" as started_before_ms");
        }
        return """
            -- When the steps were last met, up to each moment.
            seen as (
                select
                    s.*{columns}
                from moments as s
            ),

            """.replace("{columns}", columns);
    }

    private String lengths() {
        StringBuilder length = new StringBuilder("case");
        for (int step = 1; step <= last; step++) {
            for (Demand demand : demands.get(step - 1)) {
                String seen = "s.seen_" + column(demand);
                length.append("\n            when ")
                        .append(seen)
                        .append(" is null or ")
                        .append(seen)
                        .append(" < s.opens_ms then ")
                        .append(step - 1);
            }
        }
        length.append("\n            else ").append(last).append("\n        end");
        String opens = definition.exclusions().isEmpty()
                ? "s.moment - p.window_millis"
                : "case when s.stopped_ms > s.moment - p.window_millis then s.stopped_ms else s.moment -"
                        + " p.window_millis end";
        return """
            -- How many of the first steps are there within the window that ends here{unless}.
            lengths as (
                select
                    s.*,
                    {length} as steps_there
                from (
                    select
                        s.*,
                        {opens} as opens_ms
                    from seen as s
                    cross join params as p
                ) as s
            ),

            """.replace(
                        "{unless}", definition.exclusions().isEmpty() ? "" : " and begins with the last excluded event")
                .replace("{length}", length)
                .replace("{opens}", opens);
    }

    private String removed() {
        List<String> hits = new ArrayList<>();
        for (int i = 1; i <= definition.exclusions().size(); i++) {
            if (FunnelText.isRemoving(definition.exclusions().get(i - 1))) {
                hits.add("s.excluded_" + i);
            }
        }
        return """
            -- The users whom an exclusion takes out: step 1 was before it in the window, and not all steps are there by then.
            removed as (
                select distinct s.user_id
                from (
                    select
                        s.*,
                        max(s.steps_there)
                            {over} as most_there
                    from lengths as s
                ) as s
                where {hits} > 0
                    and s.started_before_ms >= s.opens_ms
                    and s.most_there < {k}
            ),

            """.replace("{over}", UP_TO_HERE)
                .replace("{hits}", String.join(" + ", hits))
                .replace("{k}", Integer.toString(last));
    }

    private String reached() {
        StringBuilder columns = new StringBuilder();
        Set<String> seen = new LinkedHashSet<>();
        for (int step = 1; step <= last; step++) {
            demands.get(step - 1).forEach(demand -> seen.add("s.seen_" + column(demand)));
            String there = "case when s.steps_there >= " + step + " then ";
            columns.append(",\n        min(")
                    .append(there)
                    .append("s.moment end) as first_")
                    .append(step)
                    .append(",\n        min(")
                    .append(there)
                    .append(seen.size() == 1 ? seen.iterator().next() : "least(" + String.join(", ", seen) + ")")
                    .append(" end) as since_")
                    .append(step)
                    .append(",\n        min(")
                    .append(there)
                    .append("s.seen_last_1 end) as started_")
                    .append(step);
        }
        return """
            -- How far each user comes: when the steps are first there, the latest moment from which on they are, and the last
            -- step 1 then. All of these only grow from moment to moment, so that the least is the first.
            reached as (
                select
                    s.user_id,
                    max(s.start_1) as latest_start,
                    max(s.steps_there) as steps_reached{columns}
                from lengths as s
                group by s.user_id
                having max(s.steps_there) > 0
            ),

            """.replace("{columns}", columns);
    }

    private String measured() {
        List<String> started = new ArrayList<>();
        for (int step = last; step >= 1; step--) {
            started.add("r.started_" + step);
        }
        return """
            measured as (
                select
                    r.user_id,
                    r.steps_reached,
                    r.latest_start,
                    coalesce({started}) as started_ms{times}
                from reached as r
            ),

            """.replace("{started}", String.join(", ", started)).replace(
                "{times}",
                each(
                        2,
                        last,
                        "",
                        step -> ",\n        r.first_" + step + " - r.since_" + step + " as first_ms_" + step));
    }
}
