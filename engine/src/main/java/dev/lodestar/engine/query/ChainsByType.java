package dev.lodestar.engine.query;

import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Entry;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.NarrowEvents;
import dev.lodestar.engine.timeline.UserBlock;
import org.jspecify.annotations.Nullable;

/**
 * The same chains as {@link ChainsInOrder}, a block at a time and straight from the columns, for the funnels that are asked for most: steps in order,
 * each the type of an event and each type one step, any entry, no exclusions, no grace. Leaves users with tied events to others.
 *
 * <p>From a start the chain that takes the first event of step 2 after it, then the first of step 3 after that, and so on, has every length at the
 * earliest; so the longest chain in the window is the longest of these, from each start. Of several starts before the same event of step 2 only the
 * last matters. A later start's chain ends no earlier, so the first of the longest ends first, and a start need not be tried where no event would
 * lengthen the chain of an earlier one, in time or not. Of the chains with that end the one that starts last goes, backwards, to the last event of the
 * step before, and so on.
 *
 * <p>Events are found among {@link StepMarks}, dozens at once, so that only the times of those in a chain are read. What takes time are branches that a
 * processor guesses wrong: so the users of a block take each step together, without any, and those who take it are the list for the next one. Keeps its
 * memory from block to block; not for several threads.
 */
final class ChainsByType {
    private static final int SIGN = Long.SIZE - 1;

    /** Fewer users than this are sooner done one after the other. */
    private static final int LEAST_TOGETHER = 12;

    private final int stepCount;
    private final boolean firstOnly;

    /** Milliseconds from the start of a chain until it is too late for it. */
    private final long lapse;

    private final Span range;
    private final long toMillis;

    /** The types of step 1, as a mask. */
    private final long firstStep;

    /** The instant from which on a start leaves a chain open where the data end. */
    private final long openFrom;

    private final StepMarks marks;

    /** The users who must be walked with more care. */
    private final int[] left = new int[UserBlock.CAPACITY];

    private int leftCount;

    // of those of the block who may start a chain: the user, the first event in the range, the end of those that may be
    // step 1, and the end of all
    private final int[] chosen = new int[UserBlock.CAPACITY];
    private final int[] begin = new int[UserBlock.CAPACITY];
    private final int[] startsEnd = new int[UserBlock.CAPACITY];
    private final int[] end = new int[UserBlock.CAPACITY];

    // what is told of them: the steps reached, the last event of the first chain with so many, and whether a chain is
    // open where the data end
    private final int[] reached = new int[UserBlock.CAPACITY];
    private final int[] lastEvent = new int[UserBlock.CAPACITY];
    private final boolean[] open = new boolean[UserBlock.CAPACITY];

    // while they are followed: the starts not tried yet and the events after the chain so far, in bits from the first
    // event on, and when it is too late
    private final long[] untried = new long[UserBlock.CAPACITY];
    private final long[] after = new long[UserBlock.CAPACITY];
    private final long[] tooLate = new long[UserBlock.CAPACITY];

    /** Who must try another start. */
    private final int[] unsettled = new int[UserBlock.CAPACITY];

    private int unsettledCount;

    /** Whose chain has got so far. */
    private final int[] growing = new int[UserBlock.CAPACITY];

    /** Who has more events than are looked through at once. */
    private final int[] many = new int[UserBlock.CAPACITY];

    private ChainsByType(FunnelDefinition definition, FunnelEvents events, Span range, long openFrom) {
        this.stepCount = definition.steps().size();
        this.firstOnly = definition.entry() == Entry.FIRST;
        this.lapse = definition.windowMillis() + 1;
        this.range = range;
        this.toMillis = events.toMillis();
        this.openFrom = openFrom;
        int[] stepOfType = events.stepsByType(stepCount);
        this.marks = new StepMarks(stepCount, stepOfType);
        long mask = 0;
        for (int type = 0; type < stepOfType.length; type++) {
            mask |= stepOfType[type] == 0 ? EventTypes.maskOf(type) : 0;
        }
        this.firstStep = mask;
    }

    /**
     * The chains of a funnel, or null where they must be told apart with more care.
     *
     * @param events the funnel's events
     * @param range the instants that step 1 must fall in
     * @param openFrom from which instant on a start leaves a chain open where the data end
     */
    static @Nullable ChainsByType of(FunnelDefinition definition, FunnelEvents events, Span range, long openFrom) {
        Breakdown breakdown = definition.breakdown();
        boolean plain = definition.order() == Order.ORDERED
                && definition.graceMillis() == 0
                && (breakdown == null || breakdown.kind() == BreakdownKind.ATTRIBUTE)
                && events.isOneStepByType();
        return plain ? new ChainsByType(definition, events, range, openFrom) : null;
    }

    /**
     * Tells the chains of those users who are not {@link #left}, all but the groups.
     *
     * @param users the users to look at
     * @param count how many they are
     */
    void tell(UserBlock block, NarrowEvents events, int[] users, int count, ChainTable table) {
        marks.mark(events, block.eventStart(block.size()));
        int going = select(block, users, count);
        int few = part(going);
        settle(events, begin(events, few));
        for (int k = 0; k < going - few; k++) {
            search(events, many[k]);
        }
        table.lay(0, reached, going);
        for (int steps = 1; steps <= stepCount; steps++) {
            tell(events, table, steps);
        }
    }

    /** How many users must be walked with more care. */
    int leftCount() {
        return leftCount;
    }

    /** The users who must be walked with more care; what is further in the array means nothing. */
    int[] left() {
        return left;
    }

    /** Finds the users who may start a chain, and leaves those of them who have tied events; how many there are. */
    private int select(UserBlock block, int[] users, int count) {
        int found = 0;
        int tied = 0;
        for (int k = 0; k < count; k++) {
            int user = users[k];
            int may = isAny(block.typeMask(user) & firstStep);
            int ties = block.hasTies(user) ? may : 0;
            left[tied] = user;
            tied += ties;
            chosen[found] = user;
            found += may - ties;
        }
        leftCount = tied;
        if (!block.isWithin(range.min(), Math.min(range.max(), toMillis))) {
            found = narrow(block, found);
        } else {
            for (int i = 0; i < found; i++) {
                int user = chosen[i];
                begin[i] = block.eventStart(user);
                end[i] = block.eventStart(user + 1);
            }
            System.arraycopy(end, 0, startsEnd, 0, found);
        }
        for (int i = 0; i < found && firstOnly; i++) {
            startsEnd[i] = Math.min(startsEnd[i], marks.next(0, begin[i], startsEnd[i]) + 1);
        }
        return found;
    }

    /** Leaves out events outside of the range, and users who may not start a chain in it; how many are left. */
    private int narrow(UserBlock block, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int user = chosen[i];
            chosen[kept] = user;
            begin[kept] = block.firstEventAt(user, range.min());
            end[kept] = block.firstEventAt(user, toMillis);
            startsEnd[kept] = Math.min(end[kept], block.firstEventAt(user, range.max()));
            kept += begin[kept] < startsEnd[kept] ? 1 : 0;
        }
        return kept;
    }

    /** 1 where some bit is set, else 0. */
    private static int isAny(long bits) {
        return (int) ((bits | -bits) >>> SIGN);
    }

    /** 1 for a negative number, else 0. */
    private static int isNegative(int number) {
        return number >>> Integer.SIZE - 1;
    }

    /** So many of the lowest bits, fewer than a number has. */
    private static long lowest(int bits) {
        return ~(-1L << bits);
    }

    /** Parts those whose events are looked through at once, who are {@link #unsettled}, from those who have {@link #many}; how many the former are. */
    private int part(int count) {
        int few = 0;
        for (int i = 0; i < count; i++) {
            int isMany = isNegative(StepMarks.AT_ONCE - (end[i] - begin[i]));
            unsettled[few] = i;
            many[i - few] = i;
            few += 1 - isMany;
        }
        return few;
    }

    /** Tells of some users whether they start a chain; how many may have a second step. */
    private int begin(NarrowEvents events, int count) {
        int going = 0;
        for (int k = 0; k < count; k++) {
            int i = unsettled[k];
            int from = begin[i];
            long starts = marks.from(0, from) & lowest(startsEnd[i] - from);
            long seconds = marks.from(1, from) & lowest(end[i] - from) & -(starts & -starts);
            untried[i] = starts;
            reached[i] = isAny(starts);
            lastEvent[i] = from + (Long.numberOfTrailingZeros(starts) & SIGN);
            open[i] = events.time(from + SIGN - Long.numberOfLeadingZeros(starts | 1)) >= openFrom;
            unsettled[going] = i;
            going += isAny(seconds);
        }
        return going;
    }

    /** Tells how far some users come, who may have a second step: each tries start by start. */
    private void settle(NarrowEvents events, int count) {
        unsettledCount = count;
        while (unsettledCount >= LEAST_TOGETHER) {
            int longer = start(events);
            for (int step = 2; step < stepCount; step++) {
                longer = lengthen(events, step, longer);
            }
        }
        for (int k = 0; k < unsettledCount; k++) {
            search(events, unsettled[k]);
        }
    }

    /** Takes each user's next start and step 2; how many have that in time. */
    private int start(NarrowEvents events) {
        int longer = 0;
        int again = 0;
        for (int k = 0; k < unsettledCount; k++) {
            int i = unsettled[k];
            int from = begin[i];
            long starts = untried[i];
            long first = starts & -starts;
            long all = lowest(end[i] - from);
            long seconds = marks.from(1, from) & all & -first & ~first;
            long second = seconds & -seconds;
            long start = Long.highestOneBit(starts & second - 1);
            long rest = starts & -(start << 1);
            long late = events.sinceBase(from + Long.numberOfTrailingZeros(start)) + lapse;
            int event = from + (Long.numberOfTrailingZeros(second) & SIGN);
            int found = isAny(second);
            int inTime = found & isBefore(events.sinceBase(event), late);
            untried[i] = rest;
            after[i] = all & ~(second | second - 1);
            tooLate[i] = late;
            note(i, event, 2, inTime);
            growing[longer] = i;
            longer += inTime;
            unsettled[again] = i;
            again += found & ~inTime & isAny(rest);
        }
        unsettledCount = again;
        return longer;
    }

    /** Takes one more step with some users; how many have it in time. */
    private int lengthen(NarrowEvents events, int step, int count) {
        int longer = 0;
        int again = unsettledCount;
        for (int k = 0; k < count; k++) {
            int i = growing[k];
            int from = begin[i];
            long nexts = marks.from(step, from) & after[i];
            long next = nexts & -nexts;
            int event = from + (Long.numberOfTrailingZeros(next) & SIGN);
            int found = isAny(next);
            int inTime = found & isBefore(events.sinceBase(event), tooLate[i]);
            after[i] &= ~(next | next - 1);
            note(i, event, step + 1, inTime);
            growing[longer] = i;
            longer += inTime;
            unsettled[again] = i;
            again += found & ~inTime & isAny(untried[i]);
        }
        unsettledCount = again;
        return longer;
    }

    /** 1 where a moment comes before another, else 0. */
    private static int isBefore(long moment, long other) {
        return (int) ((moment - other) >>> SIGN);
    }

    /** Notes that a chain has so many steps where it is in time, 1 or 0, and none was so long. */
    private void note(int i, int event, int steps, int inTime) {
        int change = -(isNegative(reached[i] - steps) & inTime);
        lastEvent[i] += (event - lastEvent[i]) & change;
        reached[i] += (steps - reached[i]) & change;
    }

    /** Tells how far a user comes, one by one. */
    private void search(NarrowEvents events, int i) {
        int startsTo = startsEnd[i];
        int start = marks.next(0, begin[i], startsTo);
        reached[i] = 0;
        if (start < startsTo) {
            note(i, start, 1, 1);
            open[i] = events.time(marks.previous(0, start, startsTo)) >= openFrom;
        }
        while (start < startsTo && reached[i] < stepCount) {
            int goal = marks.next(reached[i], start + 1, end[i]);
            if (goal == end[i]) {
                return; // no later start leads further either
            }
            if (events.sinceBase(goal) - events.sinceBase(start) < lapse) {
                int second = marks.next(1, start + 1, end[i]);
                start = marks.previous(0, start, Math.min(second, startsTo));
                follow(events, i, start, second);
            }
            start = marks.next(0, start + 1, startsTo);
        }
    }

    /** Follows the chain of a start and step 2 as long as it is in time. */
    private void follow(NarrowEvents events, int i, int start, int second) {
        long late = events.sinceBase(start) + lapse;
        int steps = 1;
        int last = start;
        int next = second;
        while (next < end[i] && events.sinceBase(next) < late) {
            steps++;
            last = next;
            next = steps == stepCount ? end[i] : marks.next(steps, next + 1, end[i]);
        }
        note(i, last, steps, 1);
    }

    /** Tells the chains that have so many steps, in the rows for them: of those with the same end the one that starts last. */
    private void tell(NarrowEvents events, ChainTable table, int steps) {
        int to = table.from(steps + 1);
        for (int row = table.from(steps); row < to; row++) {
            int i = table.origin[row];
            table.users[row] = chosen[i];
            table.open[row] = open[i];
            int event = lastEvent[i];
            table.moments[steps][row] = events.time(event);
            for (int step = steps - 1; step > 0; step--) {
                event = marks.previous(step - 1, begin[i], step == 1 ? Math.min(event, startsEnd[i]) : event);
                table.moments[step][row] = events.time(event);
            }
        }
    }
}
