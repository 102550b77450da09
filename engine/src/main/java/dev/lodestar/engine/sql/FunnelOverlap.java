package dev.lodestar.engine.sql;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.PropertyKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which steps of a funnel one event could meet, told from their conditions, and what it takes that events suffice for all of them: of any
 * steps together there must be as many events that meet one of them as there are steps (Hall 1935). Steps without a common event need not be
 * looked at together.
 */
final class FunnelOverlap {
    /** As many different conditions may hang together: the demands grow as the power of two. */
    static final int MAX_CONDITIONS = 4;

    private final EventPlan plan;
    private final List<EventCondition> conditions = new ArrayList<>();
    private final List<Integer> firstSteps = new ArrayList<>();
    private final int[] conditionOf;
    private final boolean[][] together;

    /**
     * That enough events meet any of some steps.
     *
     * @param steps one of the steps, from 1, for each condition; ascending
     * @param events how many it takes
     */
    record Demand(List<Integer> steps, int events) {
        /** Takes a copy. */
        Demand {
            steps = List.copyOf(steps);
        }

        /** The end of a column's name, such as {@code 1_or_3}. */
        String name() {
            return String.join("_or_", steps.stream().map(String::valueOf).toList());
        }
    }

    /**
     * @param steps what the steps are
     * @param plan what event types and properties are
     * @param firstApart whether step 1 is met by fewer events than its condition says
     * @param allTogether whether any two steps can be met by what counts as one event
     */
    FunnelOverlap(List<EventCondition> steps, EventPlan plan, boolean firstApart, boolean allTogether) {
        this.plan = plan;
        conditionOf = new int[steps.size()];
        for (int step = 0; step < steps.size(); step++) {
            int known = conditions.indexOf(steps.get(step));
            if (known < 0 || (firstApart && firstSteps.get(known) == 1)) {
                known = laterIndexOf(steps.get(step), known);
            }
            if (known < 0) {
                known = conditions.size();
                conditions.add(steps.get(step));
                firstSteps.add(step + 1);
            }
            conditionOf[step] = known;
        }
        together = new boolean[conditions.size()][conditions.size()];
        for (int one = 0; one < conditions.size(); one++) {
            for (int other = 0; other < conditions.size(); other++) {
                together[one][other] = allTogether || canShare(conditions.get(one), conditions.get(other));
            }
        }
    }

    private int laterIndexOf(EventCondition condition, int before) {
        for (int i = before + 1; i < conditions.size() && before >= 0; i++) {
            if (conditions.get(i).equals(condition)) {
                return i;
            }
        }
        return -1;
    }

    private boolean canShare(EventCondition one, EventCondition other) {
        return typesMeet(one.events(), other.events())
                && one.filters().stream()
                        .noneMatch(filter -> other.filters().stream().anyMatch(another -> contradict(filter, another)));
    }

    private boolean typesMeet(Collection<String> some, Collection<String> others) {
        if (some.isEmpty() && others.isEmpty()) {
            return true;
        }
        if (some.isEmpty() || others.isEmpty()) {
            return !plan.passive().containsAll(some.isEmpty() ? others : some);
        }
        return some.stream().anyMatch(others::contains);
    }

    private boolean contradict(PropertyFilter one, PropertyFilter other) {
        return one.property().equals(other.property())
                && one.operator() == PropertyOperator.EQ
                && other.operator() == PropertyOperator.EQ
                && one.values().stream()
                        .noneMatch(value -> other.values().stream()
                                .anyMatch(another -> isNumber(one.property())
                                        ? Double.parseDouble(value) == Double.parseDouble(another)
                                        : value.equals(another)));
    }

    private boolean isNumber(String property) {
        return plan.properties().stream()
                .anyMatch(known -> known.name().equals(property) && known.kind() == PropertyKind.NUMBER);
    }

    /** Whether one event could meet two steps. */
    boolean isAny() {
        for (int step = 1; step <= conditionOf.length; step++) {
            if (!sharers(step).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The steps before one that hang together with it, be it by others between; ascending. */
    List<Integer> sharers(int step) {
        BitSet group = group(conditionOf[step - 1], all());
        List<Integer> steps = new ArrayList<>();
        for (int before = 1; before < step; before++) {
            if (group.get(conditionOf[before - 1])) {
                steps.add(before);
            }
        }
        return steps;
    }

    /** The steps of the largest group of conditions that hang together, one for each. */
    List<Integer> largestGroup() {
        BitSet largest = new BitSet();
        for (int condition = 0; condition < conditions.size(); condition++) {
            BitSet group = group(condition, all());
            largest = group.cardinality() > largest.cardinality() ? group : largest;
        }
        return largest.stream().mapToObj(firstSteps::get).sorted().toList();
    }

    private BitSet all() {
        BitSet all = new BitSet();
        all.set(0, conditions.size());
        return all;
    }

    /** The conditions among some that hang together with one of them. */
    private BitSet group(int condition, BitSet among) {
        BitSet group = new BitSet();
        group.set(condition);
        int size = 0;
        while (size < group.cardinality()) {
            size = group.cardinality();
            for (int other = among.nextSetBit(0); other >= 0; other = among.nextSetBit(other + 1)) {
                int candidate = other;
                if (group.stream().anyMatch(member -> together[member][candidate])) {
                    group.set(other);
                }
            }
        }
        return group;
    }

    /**
     * What it takes, beside what the steps before already take, that events suffice for some consecutive steps.
     *
     * @param first the first of the steps
     * @param last the last of them, which all these demands are about
     */
    List<Demand> demands(int first, int last) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int step = first; step <= last; step++) {
            counts.merge(conditionOf[step - 1], 1, Integer::sum);
        }
        int own = conditionOf[last - 1];
        BitSet present = new BitSet();
        counts.keySet().forEach(present::set);
        List<Integer> others = group(own, present).stream()
                .filter(condition -> condition != own)
                .boxed()
                .toList();
        List<Demand> demands = new ArrayList<>();
        for (int chosen = 0; chosen < 1 << others.size(); chosen++) {
            BitSet some = new BitSet();
            some.set(own);
            for (int i = 0; i < others.size(); i++) {
                some.set(others.get(i), (chosen >> i & 1) != 0);
            }
            if (group(own, some).equals(some)) {
                demands.add(new Demand(
                        some.stream().mapToObj(firstSteps::get).sorted().toList(),
                        some.stream()
                                .map(condition -> counts.getOrDefault(condition, 0))
                                .sum()));
            }
        }
        return demands;
    }
}
