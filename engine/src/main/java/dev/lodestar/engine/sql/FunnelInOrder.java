package dev.lodestar.engine.sql;

import static dev.lodestar.engine.sql.FunnelText.BEFORE;
import static dev.lodestar.engine.sql.FunnelText.UP_TO_HERE;
import static dev.lodestar.engine.sql.FunnelText.each;

import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.Ties;
import dev.lodestar.engine.sql.FunnelOverlap.Demand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Chains of steps in order, as template text: from the moments of users to {@code measured}. For each length the chain with the latest start is
 * kept, as in the engine: what can become of a chain depends on its length and start alone, and a later start is never worse. As later
 * chains have later starts, the latest start is a maximum over the moments before, which a window function finds in one pass.
 */
final class FunnelInOrder {
    private final FunnelDefinition definition;
    private final FunnelOverlap overlap;
    private final int last;
    private final boolean strict;
    private final boolean rising;
    private final boolean shared;

    FunnelInOrder(FunnelDefinition definition, FunnelOverlap overlap) {
        this.definition = definition;
        this.overlap = overlap;
        this.last = definition.steps().size();
        this.strict = definition.order() == Order.STRICT;
        this.rising = definition.ties() == Ties.STRICT_INCREASE;
        this.shared = !rising && overlap.isAny();
    }

    String text() {
        boolean plain = definition.exclusions().isEmpty() && !strict && !shared;
        FunnelMeasured measured = new FunnelMeasured(last);
        StringBuilder text = new StringBuilder(moments());
        text.append(FunnelText.starts(definition, plain ? "step_1" : "starts", "moments", "s.meets_1"));
        if (plain) {
            text.append(each(2, last, "", this::plainStep)).append(measured.plain());
        } else {
            text.append(firstStep());
            for (int step = 2; step <= last; step++) {
                text.append(waiting(step - 1)).append(step(step));
            }
            text.append(FunnelText.removes(definition) ? removed() : "").append(measured.full());
        }
        return text.toString();
    }

    private String moments() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int step = 1; step <= last; step++) {
            columns.put("meets_" + step, "sum(e.meets_" + step + ")");
        }
        for (int step = 2; step <= last && shared; step++) {
            for (int first = 1; first < step; first++) {
                overlap.demands(first, step).forEach(demand -> columns.put("meets_" + demand.name(), together(demand)));
            }
        }
        if (strict) {
            columns.put("events", "count(*)");
        }
        return """
            -- One row for each moment of a user: how many of the events that share it meet each step.
            moments as (
                select
                    e.user_id,
                    e.moment{columns}
                from events as e
                group by e.user_id, e.moment
            ),

            """.replace(
                        "{columns}",
                        columns.entrySet().stream()
                                        .map(column -> ",\n        " + column.getValue() + " as " + column.getKey())
                                        .collect(Collectors.joining())
                                + FunnelText.commonColumns(definition));
    }

    private static String together(Demand demand) {
        return demand.steps().size() == 1
                ? "sum(e.meets_" + demand.steps().getFirst() + ")"
                : demand.steps().stream()
                        .map(step -> "e.meets_" + step)
                        .collect(Collectors.joining(" + ", "sum(case when ", " > 0 then 1 else 0 end)"));
    }

    // Where no exclusion, no strict order and no event that could meet two steps asks for more.

    private String plainStep(int step) {
        return """
            -- Step {k}: the start of the latest chain of {k} steps that is complete here, from the latest one of {j}.
            step_{k} as (
                select
                    s.*,
                    case when s.meets_{k} > 0 and s.latest_{j} >= s.moment - p.window_millis then s.latest_{j} end as start_{k}
                from (
                    select
                        s.*,
                        max(s.start_{j})
                            {over} as latest_{j},
                        max(case when s.start_{j} is not null then s.moment end)
                            {over} as last_{j}
                    from step_{j} as s
                ) as s
                cross join params as p
            ),

            """.replace("{over}", rising ? BEFORE : UP_TO_HERE)
                .replace("{k}", Integer.toString(step))
                .replace("{j}", Integer.toString(step - 1));
    }

    // The full rules.

    private static String firstStep() {
        return """
            -- from_1: how many steps the chain had before this moment. back_1: the moment of the last of them.
            step_1 as (
                select
                    s.*,
                    case when s.start_1 is not null then 0 end as from_1,
                    cast(null as @bigint()) as back_1
                from starts as s
            ),

            """;
    }

    /** What is left of the chains of a length, of moments before. */
    private String waiting(int step) {
        String goesOn = goesOn(step);
        String latest = goesOn.isEmpty() ? "s.start_{k}" : "case when s.goes_on_{k} = 1 then s.start_{k} end";
        String moment = "case when " + (goesOn.isEmpty() ? "s.start_{k} is not null" : "s.goes_on_{k} = 1")
                + " then s.moment end";
        String stop = strict
                ? ""
                : exclusionsDuring(step).stream().map(i -> "s.excluded_" + i).collect(Collectors.joining(" + "));
        return """
            -- The latest chain of {k} that can go on here{unless}.
            waiting_{k} as (
                select
                    s.*,
                    case
                        when s.latest_{k} >= s.moment - p.window_millis{not_stopped} then s.latest_{k}
                    end as open_{k}
                from (
                    select
                        s.*,
                        {latest} as latest_{k},
                        {moment} as last_{k}{stop}
                    from {source} as s
                ) as s
                cross join params as p
            ),

            """.replace("{unless}", exclusionsDuring(step).isEmpty() ? "" : ", with nothing excluded since")
                .replace(
                        "{not_stopped}", stop.isEmpty() ? "" : " and s.last_{k} >= coalesce(s.stopped_{k}, s.last_{k})")
                .replace("{latest}", overMomentsBefore(latest))
                .replace("{moment}", overMomentsBefore(moment))
                .replace(
                        "{stop}",
                        stop.isEmpty()
                                ? ""
                                : ",\n            "
                                        + overMomentsBefore("case when " + stop + " > 0 then s.moment end")
                                        + " as stopped_{k}")
                .replace("{source}", goesOn.isEmpty() ? "step_{k}" : """
                    (
                                select
                                    s.*,
                                    case when {goes_on} then 1 else 0 end as goes_on_{k}
                                from step_{k} as s
                            )\
                    """.replace("{goes_on}", goesOn))
                .replace("{k}", Integer.toString(step));
    }

    /** In a strict funnel only the moment right before matters. */
    private String overMomentsBefore(String value) {
        return strict
                ? "lag(@nullable(" + value + ")) over (partition by s.user_id order by s.moment)"
                : "max(" + value + ")\n                " + BEFORE;
    }

    /** The conditions under which a chain that has come to a length at this moment lives on; empty where it always does. */
    private String goesOn(int step) {
        List<String> conditions = new ArrayList<>();
        if (strict) {
            conditions.add("(s.from_{k} = 0 or {k} - s.from_{k} = s.events)");
        }
        for (int i : exclusionsDuring(step)) {
            int after = definition.exclusions().get(i - 1).afterStep();
            if (after < step) {
                conditions.add("(s.excluded_" + i + " = 0 or s.from_{k} < " + after + ")");
            }
        }
        return conditions.isEmpty() ? "" : "s.start_{k} is not null and " + String.join(" and ", conditions);
    }

    /** The exclusions, from 1, that stop a chain of a length. */
    private List<Integer> exclusionsDuring(int step) {
        List<Integer> during = new ArrayList<>();
        for (int i = 1; i <= definition.exclusions().size(); i++) {
            Exclusion exclusion = definition.exclusions().get(i - 1);
            if (exclusion.afterStep() <= step && step < exclusion.beforeStep()) {
                during.add(i);
            }
        }
        return during;
    }

    private String step(int step) {
        return """
            -- Step {k}: the chain of {k} with the latest start that is complete here, from_{k} of them at moments before.
            step_{k} as (
                select
                    s.*,
                    {start} as start_{k},
                    {back} as back_{k}
                from (
                    select
                        s.*,
                        {from} as from_{k}
                    from waiting_{j} as s
                ) as s
            ),

            """.replace("{start}", start(step))
                .replace("{back}", back(step))
                .replace("{from}", from(step))
                .replace("{k}", Integer.toString(step))
                .replace("{j}", Integer.toString(step - 1));
    }

    private String start(int step) {
        if (rising) {
            return "case when s.from_{k} = {j} then s.open_{j} end";
        }
        return isShared(step)
                ? "case s.from_{k} when 0 then s.moment"
                        + each(1, step - 1, "", length -> " when " + length + " then s.open_" + length) + " end"
                : "case when s.from_{k} = {j} then s.open_{j} when s.from_{k} < {j} then s.start_{j} end";
    }

    private String back(int step) {
        if (rising) {
            return "case when s.from_{k} = {j} then s.last_{j} end";
        }
        return isShared(step)
                ? "case s.from_{k}" + each(1, step - 1, "", length -> " when " + length + " then s.last_" + length)
                        + " end"
                : "case when s.from_{k} = {j} then s.last_{j} when s.from_{k} < {j} then s.back_{j} end";
    }

    private boolean isShared(int step) {
        return shared && !overlap.sharers(step).isEmpty();
    }

    private String from(int step) {
        if (rising) {
            return "case when s.meets_{k} > 0 and s.open_{j} is not null then {j} end";
        }
        if (!isShared(step)) {
            return "case when s.meets_{k} > 0 then coalesce(s.from_{j}, case when s.open_{j} is not null then {j} end)"
                    + " end";
        }
        String least = least(step);
        List<Integer> sharers = overlap.sharers(step);
        StringBuilder text = new StringBuilder("""
            case
                            when s.meets_{k} = 0 then null
                            when s.from_{j} >= {least} then s.from_{j}\
            """.replace("{least}", least));
        for (int length = sharers.getFirst(); length < step - 1; length++) {
            text.append("\n                when s.from_{j} < ")
                    .append(length)
                    .append(" and ")
                    .append(length)
                    .append(" >= ")
                    .append(least)
                    .append(" and s.open_")
                    .append(length)
                    .append(" is not null then ")
                    .append(length);
        }
        return text.append("\n                when s.open_{j} is not null then {j}\n            end")
                .toString();
    }

    /** The fewest steps that a chain must have had before, as the tied events do not suffice for more. */
    private String least(int step) {
        List<Integer> sharers = overlap.sharers(step);
        StringBuilder text = new StringBuilder("case");
        int before = 0;
        for (int sharer : sharers) {
            List<String> demands = overlap.demands(before + 1, step).stream()
                    .filter(demand -> demand.events() > 1)
                    .map(demand -> "s.meets_" + demand.name() + " >= " + demand.events())
                    .toList();
            if (demands.isEmpty()) {
                break;
            }
            text.append(" when ")
                    .append(String.join(" and ", demands))
                    .append(" then ")
                    .append(before);
            before = sharer;
        }
        return text.length() == "case".length()
                ? Integer.toString(before)
                : text.append(" else ").append(before).append(" end").toString();
    }

    private String removed() {
        List<String> hits = new ArrayList<>();
        List<String> passed = new ArrayList<>();
        for (int i = 1; i <= definition.exclusions().size(); i++) {
            Exclusion exclusion = definition.exclusions().get(i - 1);
            if (FunnelText.isRemoving(exclusion)) {
                String column = "passed_" + exclusion.beforeStep();
                String line =
                        ",\n            max(s.start_" + exclusion.beforeStep() + ") " + UP_TO_HERE + " as " + column;
                if (!passed.contains(line) && exclusion.beforeStep() < last) {
                    passed.add(line);
                }
                hits.add("(s.excluded_" + i + " > 0 and ("
                        + each(
                                exclusion.afterStep(),
                                exclusion.beforeStep() - 1,
                                " or ",
                                length -> underWay(length, exclusion.beforeStep()))
                        + "))");
            }
        }
        return """
            -- The users whom an exclusion takes out: it meets a chain under way, later than all that are past its steps, and
            -- none has all steps by then.
            removed as (
                select distinct s.user_id
                from (
                    select
                        s.*,
                        max(s.start_{k}) {over} as passed_{k}{passed}
                    from step_{k} as s
                ) as s
                where s.passed_{k} is null
                    and ({hits})
            ),

            """.replace("{hits}", String.join("\n            or ", hits))
                .replace("{passed}", String.join("", passed))
                .replace("{over}", UP_TO_HERE)
                .replace("{k}", Integer.toString(last));
    }

    private String underWay(int length, int before) {
        return before == last
                ? "s.open_" + length + " is not null"
                : "s.open_" + length + " > coalesce(s.passed_" + before + ", s.open_" + length + " - 1)";
    }
}
