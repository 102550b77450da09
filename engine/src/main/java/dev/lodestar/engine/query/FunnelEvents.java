package dev.lodestar.engine.query;

import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.List;

/**
 * The events of one user that matter to a funnel, with their moments, the steps they meet and the exclusions they are. Keeps its memory from user
 * to user; not for several threads.
 */
final class FunnelEvents {
    private final boolean all;
    private final long graceMillis;
    private final long fromMillis;
    private final long toMillis;
    private final Conditions steps;
    private final Conditions exclusions;
    private final boolean byTypeOnly;

    /** By position: when. */
    long[] moments = new long[64];

    /** By position: which steps it meets, bit i for step i + 1. */
    int[] stepMasks = new int[64];

    /** By position: which exclusions it is. */
    int[] exclusionMasks = new int[64];

    private int[] events = new int[64];
    private int size;
    private int met;

    /**
     * @param range the instants that step 1 must fall in
     * @param endMillis the end of the data
     */
    FunnelEvents(TimelineView view, FunnelDefinition definition, Span range, long endMillis) {
        this.all = definition.order() == Order.STRICT;
        this.graceMillis = definition.graceMillis();
        long window = definition.windowMillis();
        long before = definition.order() == Order.ANY ? window : 0;
        this.fromMillis = graceMillis > 0 ? Long.MIN_VALUE : range.min() - before;
        this.toMillis = graceMillis > 0 ? endMillis : Math.min(endMillis, range.max() + window);
        this.steps = new Conditions(
                view,
                definition.steps().stream().map(FunnelDefinition.Step::event).toList());
        this.exclusions = new Conditions(
                view, definition.exclusions().stream().map(Exclusion::event).toList());
        this.byTypeOnly =
                !all && steps.undecided == 0 && definition.exclusions().isEmpty();
    }

    /** Several conditions on events in the codes of one view. */
    private static final class Conditions {
        private final EventMatcher[] matchers;
        private final int[] byType;
        private final int undecided;

        Conditions(TimelineView view, List<EventCondition> conditions) {
            matchers = new EventMatcher[conditions.size()];
            byType = new int[view.eventTypes().size()];
            int filtered = 0;
            for (int i = 0; i < matchers.length; i++) {
                EventMatcher matcher = EventMatcher.of(view, conditions.get(i));
                matchers[i] = matcher;
                filtered |= matcher.isByTypeOnly() ? 0 : 1 << i;
                for (int type = 0; type < byType.length; type++) {
                    byType[type] |= matcher.admitsType(type) ? 1 << i : 0;
                }
            }
            undecided = filtered;
        }

        int metBy(UserBlock block, int user, int event, int possible) {
            int certain = possible & ~undecided;
            for (int rest = possible & undecided; rest != 0; rest &= rest - 1) {
                int condition = Integer.numberOfTrailingZeros(rest);
                certain |= matchers[condition].matches(block, user, event) ? 1 << condition : 0;
            }
            return certain;
        }
    }

    /** The instant from which on events do not matter. */
    long toMillis() {
        return toMillis;
    }

    /** Whether the type of an event says which step it meets, and that is one step at most. */
    boolean isOneStepByType() {
        return byTypeOnly && Arrays.stream(steps.byType).allMatch(mask -> Integer.bitCount(mask) <= 1);
    }

    /** By type, where it meets one step at most: the number of that step, from 0, or another one where it meets none. */
    int[] stepsByType(int otherwise) {
        return Arrays.stream(steps.byType)
                .map(mask -> mask == 0 ? otherwise : Integer.numberOfTrailingZeros(mask))
                .toArray();
    }

    /** Collects a user's events; whether one of them meets step 1. */
    boolean collect(UserBlock block, int user) {
        size = 0;
        met = 0;
        if (byTypeOnly) {
            collectByType(block, user);
        } else {
            collectAny(block, user);
        }
        if (graceMillis > 0) {
            widenTies();
        }
        return (met & 1) != 0;
    }

    /** The faster way: every event is written down, and the next one over it where it does not matter, so that no branch is guessed wrong. */
    private void collectByType(UserBlock block, int user) {
        int end = block.firstEventAt(user, toMillis);
        int start = first(block, user);
        reserve(end - start);
        int[] stepsOfType = steps.byType;
        int kept = 0;
        int all = 0;
        for (int event = start; event < end; event++) {
            int mask = stepsOfType[block.type(event)];
            moments[kept] = block.time(event);
            stepMasks[kept] = mask;
            events[kept] = event;
            all |= mask;
            kept += mask == 0 ? 0 : 1;
        }
        size = kept;
        met = all;
    }

    private void collectAny(UserBlock block, int user) {
        int end = block.eventStart(user + 1);
        int[] stepsOfType = steps.byType;
        int[] exclusionsOfType = exclusions.byType;
        for (int event = first(block, user); event < end; event++) {
            int type = block.type(event);
            int possible = stepsOfType[type];
            int excluded = exclusionsOfType[type];
            if ((possible | excluded) == 0 && !all) {
                continue;
            }
            long time = block.time(event);
            if (time >= toMillis) {
                break;
            }
            int mask = steps.metBy(block, user, event, possible);
            int exclusion = excluded == 0 ? 0 : exclusions.metBy(block, user, event, excluded);
            if ((mask | exclusion) != 0 || all) {
                add(event, time, mask, exclusion);
            }
        }
    }

    private int first(UserBlock block, int user) {
        int start = block.eventStart(user);
        boolean inside = start == block.eventStart(user + 1) || block.time(start) >= fromMillis;
        return inside ? start : block.firstEventAt(user, fromMillis);
    }

    private void add(int event, long time, int mask, int exclusion) {
        reserve(1);
        moments[size] = time;
        stepMasks[size] = mask;
        exclusionMasks[size] = exclusion;
        events[size++] = event;
        met |= mask;
    }

    private void reserve(int more) {
        if (size + more > moments.length) {
            int length = Math.max(size + more, 2 * moments.length);
            moments = Arrays.copyOf(moments, length);
            stepMasks = Arrays.copyOf(stepMasks, length);
            exclusionMasks = Arrays.copyOf(exclusionMasks, length);
            events = Arrays.copyOf(events, length);
        }
    }

    private void widenTies() {
        long before = size == 0 ? 0 : moments[0];
        for (int i = 1; i < size; i++) {
            long time = moments[i];
            moments[i] = time - before <= graceMillis ? moments[i - 1] : time;
            before = time;
        }
    }

    /** How many steps from the first on are met by some event each; no chain is longer. */
    int mostSteps() {
        return Integer.numberOfTrailingZeros(~met);
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** The event at a position, as its block numbers it. */
    int event(int position) {
        return events[position];
    }

    /** The position after those that are tied with the one given. */
    int endOfTie(int position) {
        int end = position + 1;
        while (end < size && moments[end] == moments[position]) {
            end++;
        }
        return end;
    }
}
