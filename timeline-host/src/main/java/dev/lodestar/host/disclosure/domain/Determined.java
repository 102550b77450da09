package dev.lodestar.host.disclosure.domain;

import dev.lodestar.host.disclosure.domain.Component.Equation;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which unknowns the sums determine, exactly. An unknown alone in a sum is determined. An unknown that is in one sum only takes that sum out of
 * play: it is determined when all others of the sum are. What is left when neither helps on is solved by {@link Elimination}.
 */
final class Determined {
    private final Component component;
    private final int[][] uses;
    private final BitSet determined = new BitSet();
    private final BitSet done = new BitSet();
    private final BitSet spent = new BitSet();
    private final int[] unknownsLeft;
    private final int[] equationsLeft;
    private final Deque<Integer> single = new ArrayDeque<>();
    private final Deque<Integer> loose = new ArrayDeque<>();
    private final Deque<int[]> putAside = new ArrayDeque<>();

    private Determined(Component component) {
        this.component = component;
        this.uses = component.uses();
        this.unknownsLeft = component.equations().stream()
                .mapToInt(equation -> equation.unknowns().length)
                .toArray();
        this.equationsLeft =
                IntStream.range(0, component.size()).map(i -> uses[i].length).toArray();
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
        while (!putAside.isEmpty()) {
            int[] pair = putAside.pop();
            if (IntStream.of(unknowns(pair[1])).allMatch(other -> other == pair[0] || determined.get(other))) {
                determined.set(pair[0]);
            }
        }
        return true;
    }

    private int[] unknowns(int equation) {
        return component.equations().get(equation).unknowns();
    }

    private void takeSingle(int equation) {
        if (spent.get(equation) || unknownsLeft[equation] != 1) {
            return;
        }
        int unknown = remaining(equation);
        determined.set(unknown);
        done.set(unknown);
        for (int use : uses[unknown]) {
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
        int equation = IntStream.of(uses[unknown])
                .filter(use -> !spent.get(use))
                .findFirst()
                .orElse(-1);
        if (equation < 0) {
            return;
        }
        done.set(unknown);
        spent.set(equation);
        putAside.push(new int[] {unknown, equation});
        for (int other : unknowns(equation)) {
            if (!done.get(other) && --equationsLeft[other] == 1) {
                loose.add(other);
            }
        }
    }

    private int remaining(int equation) {
        return IntStream.of(unknowns(equation))
                .filter(unknown -> !done.get(unknown))
                .findFirst()
                .orElseThrow();
    }

    /** The sums still in play, over the unknowns still unknown. */
    private List<Equation> core() {
        return IntStream.range(0, component.equations().size())
                .filter(e -> !spent.get(e) && unknownsLeft[e] > 0)
                .mapToObj(component.equations()::get)
                .map(this::rest)
                .toList();
    }

    private Equation rest(Equation equation) {
        int[] places = IntStream.range(0, equation.unknowns().length)
                .filter(i -> !done.get(equation.unknowns()[i]))
                .toArray();
        return new Equation(
                IntStream.of(places).map(i -> equation.unknowns()[i]).toArray(),
                IntStream.of(places).map(i -> equation.signs()[i]).toArray(),
                0);
    }
}
