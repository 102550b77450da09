package dev.lodestar.engine.sql;

import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Action;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Entry;
import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the parts of a statement on a funnel have in common, as template text. */
final class FunnelText {
    /** The rows of a user up to the current one. */
    static final String UP_TO_HERE =
            "over (partition by s.user_id order by s.moment rows between unbounded preceding and current row)";

    /** The rows of a user before the current one. */
    static final String BEFORE =
            "over (partition by s.user_id order by s.moment rows between unbounded preceding and 1 preceding)";

    private FunnelText() {}

    /** A text for each number of a range, one after the other. */
    static String each(int from, int to, String between, IntFunction<String> text) {
        return IntStream.rangeClosed(from, to).mapToObj(text).collect(Collectors.joining(between));
    }

    /** The moments that may start a chain, as {@code may_start} of the rows of a table. */
    static String starts(FunnelDefinition definition, String name, String table, String met) {
        String mayStart =
                "case when " + met + " > 0 and s.moment >= l.from_ms and s.moment < l.to_ms then s.moment end";
        return (definition.entry() == Entry.BEST ? """
            -- The moments in the range at which step 1 is met: each may start a chain.
            {name} as (
                select
                    s.*,
                    {may_start} as start_1
                from {table} as s
                cross join limits as l
            ),

            """ : """
                    -- The first moment in the range at which step 1 is met: no other may start a chain.
                    {name} as (
                        select
                            s.*,
                            case when s.may_start = min(s.may_start) over (partition by s.user_id) then s.may_start end as start_1
                        from (
                            select
                                s.*,
                                {may_start} as may_start
                            from {table} as s
                            cross join limits as l
                        ) as s
                    ),

                    """)
                .replace("{name}", name)
                .replace("{table}", table)
                .replace("{may_start}", mayStart);
    }

    /** The columns of moments that tell of exclusions and of the value of step 1; each begins with a comma. */
    static String commonColumns(FunnelDefinition definition) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= definition.exclusions().size(); i++) {
            columns.add("sum(e.excluded_" + i + ") as excluded_" + i);
        }
        if (isByProperty(definition)) {
            columns.add("min(case when e.meets_1 = 1 then @bytewise(e.step_1_value) end) as step_1_value");
        }
        return columns.stream().map(column -> ",\n        " + column).collect(Collectors.joining());
    }

    /** Whether the users are grouped by a property of step 1. */
    static boolean isByProperty(FunnelDefinition definition) {
        FunnelDefinition.Breakdown breakdown = definition.breakdown();
        return breakdown != null && breakdown.kind() == BreakdownKind.PROPERTY;
    }

    /** Whether any exclusion takes users out. */
    static boolean removes(FunnelDefinition definition) {
        return definition.exclusions().stream().anyMatch(FunnelText::isRemoving);
    }

    static boolean isRemoving(Exclusion exclusion) {
        return exclusion.action() == Action.REMOVE;
    }
}
