package dev.lodestar.host.disclosure.domain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which unknowns the sums determine, exactly. An unknown alone in a sum is determined. An unknown that is in one sum only takes that sum out of
 * play: it is determined when all others of the sum are. What is left when neither helps on is solved by {@link Elimination}.
 */
final class Determined {
    private final Component component;
    private final Uses uses;
    private final BitSet determined = new BitSet();
    private final BitSet done = new BitSet();
    private final BitSet spent = new BitSet();
    private final int[] unknownsLeft;
    private final int[] equationsLeft;
    private final IntQueue single;
    private final IntQueue loose;

    /** The unknowns put aside, each with its sum, and how many there are. */
    private final int[] aside;

    private final int[] sumOfAside;
    private int asides;

    private Determined(Component component) {
        this.component = component;
        this.uses = component.uses();
        this.unknownsLeft =
                IntStream.range(0, component.equations()).map(component::length).toArray();
        this.equationsLeft =
                IntStream.range(0, component.size()).map(uses::length).toArray();
        this.single = new IntQueue(component.equations());
        this.loose = new IntQueue(component.size());
        this.aside = new int[component.equations()];
        this.sumOfAside = new int[component.equations()];
    }

    /** The unknowns that are determined; null when finding out takes more than the effort left. */
    static @Nullable BitSet of(Component component, Effort effort) {
        Determined search = new Determined(component);
        return effort.spend(component.size()) && search.run(effort) ? search.determined : null;
    }

    private boolean run(Effort effort) {
        IntStream.range(0, unknownsLeft.length)
                .filter(e -> unknownsLeft[e] == 1)
                .forEach(single::add);
        IntStream.range(0, equationsLeft.length)
                .filter(i -> equationsLeft[i] == 1)
                .forEach(loose::add);
        while (!single.isEmpty() || !loose.isEmpty()) {
            if (!single.isEmpty()) {
                takeSingle(single.remove());
            } else {
                takeLoose(loose.remove());
            }
        }
        BitSet solved = Elimination.determined(core(), effort);
        if (solved == null) {
            return false;
        }
        determined.or(solved);
        while (asides > 0) {
            asides--;
            if (isDeterminedBut(aside[asides], sumOfAside[asides])) {
                determined.set(aside[asides]);
            }
        }
        return true;
    }

    private boolean isDeterminedBut(int unknown, int equation) {
        for (int place = component.start(equation); place < component.end(equation); place++) {
            int other = component.unknown(place);
            if (other != unknown && !determined.get(other)) {
                return false;
            }
        }
        return true;
    }

    private void takeSingle(int equation) {
        if (spent.get(equation) || unknownsLeft[equation] != 1) {
            return;
        }
        int unknown = remaining(equation);
        determined.set(unknown);
        done.set(unknown);
        for (int place = uses.start(unknown); place < uses.end(unknown); place++) {
            int use = uses.sum(place);
            if (!spent.get(use) && --unknownsLeft[use] == 1) {
                single.add(use);
            }
        }
        spent.set(equation);
    }

    private void takeLoose(int unknown) {
        if (done.get(unknown) || equationsLeft[unknown] != 1) {
            return;
        }
        int equation = unspent(unknown);
        if (equation < 0) {
            return;
        }
        done.set(unknown);
        spent.set(equation);
        aside[asides] = unknown;
        sumOfAside[asides++] = equation;
        for (int place = component.start(equation); place < component.end(equation); place++) {
            int other = component.unknown(place);
            if (!done.get(other) && --equationsLeft[other] == 1) {
                loose.add(other);
            }
        }
    }

    private int unspent(int unknown) {
        for (int place = uses.start(unknown); place < uses.end(unknown); place++) {
            if (!spent.get(uses.sum(place))) {
                return uses.sum(place);
            }
        }
        return -1;
    }

    private int remaining(int equation) {
        for (int place = component.start(equation); place < component.end(equation); place++) {
            if (!done.get(component.unknown(place))) {
                return component.unknown(place);
            }
        }
        throw new IllegalStateException("nothing is left of sum " + equation);
    }

    /** The sums still in play, over the unknowns still unknown. */
    private List<Elimination.Equation> core() {
        List<Elimination.Equation> core = new ArrayList<>();
        for (int equation = 0; equation < component.equations(); equation++) {
            if (!spent.get(equation) && unknownsLeft[equation] > 0) {
                core.add(rest(equation));
            }
        }
        return core;
    }

    private Elimination.Equation rest(int equation) {
        int[] places = IntStream.range(component.start(equation), component.end(equation))
                .filter(place -> !done.get(component.unknown(place)))
                .toArray();
        return new Elimination.Equation(
                IntStream.of(places).map(component::unknown).toArray(),
                IntStream.of(places).map(component::sign).toArray());
    }
}
