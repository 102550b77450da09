package dev.lodestar.engine.funnel;

import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.StepFunnelQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TextOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which groups of a breakdown are told apart. */
final class StepFunnelGroups {
    private StepFunnelGroups() {}

    /** The groups that a tally has found. */
    static List<String> found(Tally tally) {
        return tally.sums().keySet().stream()
                .filter(row -> row.startsWith(StepFunnelQuery.SIZE))
                .map(row -> row.substring(StepFunnelQuery.SIZE.length()))
                .toList();
    }

    /** The largest by users at step 1, in the order of their values. */
    static List<String> largest(Tally tally) {
        return found(tally).stream()
                .sorted(Comparator.comparingLong((String group) -> tally.count(StepFunnelQuery.sizeOf(group)))
                        .reversed()
                        .thenComparing(TextOrder.BY_CHARACTERS))
                .limit(StepFunnelQuery.MAX_GROUPS)
                .sorted()
                .toList();
    }

    /** What a reader should know. */
    static List<String> notes(FunnelDefinition definition, int folded) {
        List<String> notes = new ArrayList<>();
        if (folded > 0) {
            notes.add(folded + " groups with fewer users than the " + StepFunnelQuery.MAX_GROUPS
                    + " shown are folded into " + StepFunnelQuery.OTHER);
        }
        if (definition.breakdown() != null) {
            notes.add("Users without a value are the group " + Filters.NONE);
        }
        return notes;
    }
}
