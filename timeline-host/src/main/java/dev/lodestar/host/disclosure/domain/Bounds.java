package dev.lodestar.host.disclosure.domain;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What the sums leave open of unknown counts that are not negative: bounds are tightened sum by sum until none gets tighter. They hold every possible
 * value; taking several sums together might tighten them further.
 */
final class Bounds {
    static final long UNBOUNDED = Long.MAX_VALUE / 4;

    private final Component component;
    private final long[] low;
    private final long[] high;
    private final Uses uses;
    private final IntQueue waiting;
    private final BitSet isWaiting = new BitSet();

    private Bounds(Component component) {
        this.component = component;
        this.low = new long[component.size()];
        this.high = new long[component.size()];
        this.uses = component.uses();
        this.waiting = new IntQueue(component.equations());
        Arrays.fill(high, UNBOUNDED);
    }

    /** The bounds of a component; null when that takes more than the effort left. */
    static @Nullable Bounds of(Component component, Effort effort) {
        Bounds bounds = new Bounds(component);
        return bounds.tighten(effort) ? bounds : null;
    }

    long low(int unknown) {
        return low[unknown];
    }

    long high(int unknown) {
        return high[unknown];
    }

    private boolean tighten(Effort effort) {
        for (int e = 0; e < component.equations(); e++) {
            await(e);
        }
        while (!waiting.isEmpty()) {
            int next = waiting.remove();
            isWaiting.clear(next);
            if (!effort.spend(component.length(next))) {
                return false;
            }
            tighten(next);
        }
        return true;
    }

    private void await(int equation) {
        if (!isWaiting.get(equation)) {
            isWaiting.set(equation);
            waiting.add(equation);
        }
    }

    /** Each unknown is what the known part leaves when the others are as small, or as large, as they can be. */
    private void tighten(int equation) {
        long least = 0;
        long most = 0;
        int unboundedBelow = 0;
        int unboundedAbove = 0;
        int end = component.end(equation);
        for (int place = component.start(equation); place < end; place++) {
            int unknown = component.unknown(place);
            boolean unbounded = high[unknown] == UNBOUNDED;
            if (component.sign(place) > 0) {
                least += low[unknown];
                most += unbounded ? 0 : high[unknown];
                unboundedAbove += unbounded ? 1 : 0;
            } else {
                least -= unbounded ? 0 : high[unknown];
                most -= low[unknown];
                unboundedBelow += unbounded ? 1 : 0;
            }
        }
        long known = component.known(equation);
        for (int place = component.start(equation); place < end; place++) {
            int unknown = component.unknown(place);
            boolean positive = component.sign(place) > 0;
            boolean unbounded = high[unknown] == UNBOUNDED;
            long ownLeast = positive ? low[unknown] : unbounded ? 0 : -high[unknown];
            long ownMost = positive ? (unbounded ? 0 : high[unknown]) : -low[unknown];
            boolean upper = unboundedBelow - (!positive && unbounded ? 1 : 0) == 0;
            boolean lower = unboundedAbove - (positive && unbounded ? 1 : 0) == 0;
            long atMost = upper ? known - (least - ownLeast) : UNBOUNDED;
            long atLeast = lower ? known - (most - ownMost) : -UNBOUNDED;
            narrow(unknown, positive ? atLeast : -atMost, positive ? atMost : -atLeast);
        }
    }

    private void narrow(int unknown, long atLeast, long atMost) {
        if (atLeast > low[unknown] || atMost < high[unknown]) {
            low[unknown] = Math.max(low[unknown], atLeast);
            high[unknown] = Math.min(high[unknown], atMost);
            for (int place = uses.start(unknown); place < uses.end(unknown); place++) {
                await(uses.sum(place));
            }
        }
    }
}
