package dev.lodestar.host.disclosure;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.CohortSizeQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionGroupsQuery;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.host.disclosure.domain.CountTable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a question is about few users altogether, or leaves few out: figures about all would then tell theirs. Attributes are looked at one by one: what
 * is withheld of one value must not be told by the questions about the other values and about all of them.
 */
final class Populations {
    private final Inquiry inquiry;
    private final Filters asked;
    private final Filters everybody;
    private final long minimum;

    /**
     * @param scope the users asked about
     * @param everybody those whom the caller may count at all
     */
    Populations(AnalysisContext context, Scope scope, Filters everybody, long minimum) {
        this.inquiry = new Inquiry(context, scope);
        this.asked = scope.filters();
        this.everybody = everybody;
        this.minimum = minimum;
    }

    /** Whether nothing may be shown. */
    boolean areTooSmall() {
        long users = users(asked);
        boolean narrowed = !asked.equals(everybody);
        return isSmall(users)
                || (narrowed && isSmall(users(everybody) - users))
                || asked.allowed().keySet().stream().anyMatch(this::isToldByOtherValues);
    }

    private boolean isSmall(long users) {
        return users > 0 && users < minimum;
    }

    private long users(Filters who) {
        return inquiry.ask(new CohortSizeQuery(who.until(inquiry.range().to()))).count(CohortSizeQuery.USERS);
    }

    /** Of all users, and of those who signed up in the range. */
    private boolean isToldByOtherValues(String attribute) {
        List<String> values = asked.allowed().getOrDefault(attribute, List.of());
        if (values.equals(everybody.allowed().get(attribute))) {
            return false;
        }
        DayRange range = inquiry.range();
        DayRange ever = new DayRange(Math.min(inquiry.extent().firstDay(), range.from()), range.to());
        return isWithheld(values, sizes(attribute, ever)) || isWithheld(values, sizes(attribute, range));
    }

    private Tally sizes(String attribute, DayRange signups) {
        SortedMap<String, List<String>> allowed = new TreeMap<>(asked.allowed());
        allowed.remove(attribute);
        List<String> own = everybody.allowed().get(attribute);
        if (own != null) {
            allowed.put(attribute, own);
        }
        RetentionDefinition byValue = RetentionDefinition.of(CalendarPeriod.QUARTERLY, RetentionMode.ON)
                .by(attribute, 1);
        Filters others = new Filters(allowed, asked.criteria());
        return inquiry.ask(new RetentionGroupsQuery(
                byValue, signups, others.until(inquiry.range().to())));
    }

    private boolean isWithheld(List<String> values, Tally sizes) {
        CountTable table = new CountTable(minimum);
        List<String> names = List.copyOf(sizes.sums().keySet());
        int total = table.shown(names.stream().mapToLong(sizes::count).sum());
        table.settle();
        int[] groups =
                names.stream().mapToInt(name -> table.shown(sizes.count(name))).toArray();
        table.sum(total, groups);
        table.settle();
        boolean some = false;
        boolean all = true;
        for (int i = 0; i < groups.length; i++) {
            if (table.isWithheld(groups[i])) {
                some |= values.contains(names.get(i));
                all &= values.contains(names.get(i));
            }
        }
        return some && !all;
    }
}
