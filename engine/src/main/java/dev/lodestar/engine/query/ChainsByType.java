package dev.lodestar.engine.query;

import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Entry;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.NarrowEvents;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The same chains as {@link ChainsInOrder}, a block at a time and straight from the columns, for the funnels that are asked for most: steps in order,
 * each the type of an event and each type one step, any entry, no exclusions, no grace. Leaves users with tied events alone.
 *
 * <p>Of each length it keeps the latest start of all chains that end with the last event of their last step, however long ago that start was: one
 * that is too long ago for an event is so for every later event too. The events of a chain are therefore, from its end backwards, each the last of
 * its step before the next: every event notes which that is.
 *
 * <p>What takes time is not the events but the branches that a processor guesses wrong. So there is none on an event, and users are told in the order
 * of the steps that they reach, so that whoever counts them does the same for many in a row. Keeps its memory from block to block; not for several
 * threads.
 */
final class ChainsByType {
    private static final int SIGN = Long.SIZE - 1;

    /** Where in a key the length of the chains begins that end with an event. */
    private static final int LENGTH_SHIFT = 57;

    /** One more than a key has lengths, so that the compiler need not check that there is room for any of them. */
    private static final int ROOM = (1 << Long.SIZE - LENGTH_SHIFT) + 1;

    private static final int ROOM_FOR_TYPES = 1 << Byte.SIZE;

    private final FunnelChains chains;
    private final int stepCount;
    private final boolean firstOnly;

    /** Milliseconds from the start of a chain until it is too late for it. */
    private final long lapse;

    private final Span range;
    private final long toMillis;

    /** By type: the length of the chains that an event of it lengthens; one that there are none of where it is no step. */
    private final int[] lengthOfType;

    /** The same where no chain may start any more. */
    private final int[] laterLengthOfType;

    private final long firstStep;

    // of the block whose turn it is
    private boolean allInRange;

    private final int[] chosen = new int[UserBlock.CAPACITY];

    /** The users who must be walked with more care. */
    private final int[] left = new int[UserBlock.CAPACITY];

    private int leftCount;

    /** By event: the last before it of the step before its own, where a chain ends with it. */
    private int[] before = new int[0];

    /** By the length of a chain plus 1: the last event of its last step. */
    private final int[] last = new int[ROOM];

    // by user chosen: the steps reached, the last event of them, and the last moment that may start a chain
    private final int[] reached = new int[UserBlock.CAPACITY];
    private final int[] end = new int[UserBlock.CAPACITY];
    private final long[] latestStart = new long[UserBlock.CAPACITY];
    private final int[] inOrder = new int[UserBlock.CAPACITY];

    private ChainsByType(FunnelDefinition definition, FunnelChains chains, FunnelEvents events, Span range) {
        this.chains = chains;
        this.stepCount = definition.steps().size();
        this.firstOnly = definition.entry() == Entry.FIRST;
        this.lapse = definition.windowMillis() + 1;
        this.range = range;
        this.toMillis = events.toMillis();
        int none = stepCount + 1;
        this.lengthOfType = events.lengthsByType(none);
        this.laterLengthOfType = Arrays.stream(lengthOfType)
                .map(length -> length == 0 ? none : length)
                .toArray();
        long mask = 0;
        for (int type = 0; type < lengthOfType.length; type++) {
            mask |= lengthOfType[type] == 0 ? EventTypes.maskOf(type) : 0;
        }
        this.firstStep = mask;
    }

    /**
     * The chains of a funnel, or null where they must be told apart with more care.
     *
     * @param chains where the chains of one user are told
     * @param events the funnel's events
     */
    static @Nullable ChainsByType of(
            FunnelDefinition definition, FunnelChains chains, FunnelEvents events, Span range) {
        Breakdown breakdown = definition.breakdown();
        boolean plain = definition.order() == Order.ORDERED
                && definition.graceMillis() == 0
                && (breakdown == null || breakdown.kind() == BreakdownKind.ATTRIBUTE)
                && events.isOneStepByType();
        return plain ? new ChainsByType(definition, chains, events, range) : null;
    }

    /**
     * Tells the chains of the users who reach step 1, one after the other.
     *
     * @param users the users to look at
     * @param count how many they are
     * @param visitor is shown a user when the chains are that user's
     * @return how many users are {@link #left}
     */
    int forEach(UserBlock block, NarrowEvents events, int[] users, int count, UserVisitor visitor) {
        allInRange = block.isWithin(range.min(), Math.min(range.max(), toMillis));
        int starting = select(block, users, count);
        follow(block, events, starting);
        int[] begin = sort(starting);
        for (int steps = 1; steps <= stepCount; steps++) {
            for (int i = begin[steps]; i < begin[steps + 1]; i++) {
                tell(events, inOrder[i], steps);
                visitor.visit(block, chosen[inOrder[i]]);
            }
        }
        return leftCount;
    }

    /** Finds the users who may start a chain, and leaves those of them who have tied events. */
    private int select(UserBlock block, int[] users, int count) {
        int found = 0;
        int tied = 0;
        for (int i = 0; i < count; i++) {
            int user = users[i];
            long firstSteps = block.typeMask(user) & firstStep;
            int starts = (int) ((firstSteps | -firstSteps) >>> SIGN);
            int ties = block.hasTies(user) ? starts : 0;
            chosen[found] = user;
            found += starts - ties;
            left[tied] = user;
            tied += ties;
        }
        leftCount = tied;
        return found;
    }

    /** The users who must be walked with more care; what is further in the array means nothing. */
    int[] left() {
        return left;
    }

    private void follow(UserBlock block, NarrowEvents events, int count) {
        long[] keys = keysOf(events, lengthOfType);
        long[] laterKeys = keysOf(events, laterLengthOfType);
        long[] lapses = new long[ROOM];
        int eventCount = block.eventStart(block.size());
        if (before.length < eventCount) {
            before = new int[eventCount];
        }
        for (int i = 0; i < count; i++) {
            int user = chosen[i];
            int from = block.eventStart(user);
            int to = block.eventStart(user + 1);
            int startsTo = to;
            if (!allInRange) {
                from = block.firstEventAt(user, range.min());
                to = block.firstEventAt(user, toMillis);
                startsTo = Math.min(to, block.firstEventAt(user, range.max()));
            }
            startsTo = firstOnly ? afterFirst(events, from, startsTo) : startsTo;
            Arrays.fill(lapses, 0, stepCount + 2, 0);
            long longest = follow(events, from, startsTo, keys, lapses, 0);
            if (startsTo < to) {
                longest = follow(events, startsTo, to, laterKeys, lapses, longest);
            }
            reached[i] = (int) (longest >>> LENGTH_SHIFT);
            end[i] = Integer.MAX_VALUE - (int) longest;
            latestStart[i] = events.timeBase() + lapses[2] - lapse;
        }
    }

    /**
     * By type above the base: the key of an event 0. The key of an event has in its upper bits the length of the chains that end with it, and in the
     * lower ones a number that is the greater the earlier the event came: so the greatest key is the first event of the longest chains.
     */
    private static long[] keysOf(NarrowEvents events, int[] lengths) {
        long[] keys = new long[ROOM_FOR_TYPES];
        int base = events.typeBase();
        for (int type = base; type < Math.min(lengths.length, base + ROOM_FOR_TYPES); type++) {
            keys[type - base] = (lengths[type] + 1L) << LENGTH_SHIFT | Integer.MAX_VALUE;
        }
        return keys;
    }

    /** The event after the first step 1. */
    private int afterFirst(NarrowEvents events, int from, int to) {
        int event = from;
        while (event < to && lengthOfType[events.type(event)] != 0) {
            event++;
        }
        return Math.min(event + 1, to);
    }

    /**
     * Lengthens chains by some events.
     *
     * @param keys by type, as {@link #keysOf} makes them
     * @param lapses when it is too late for the chain kept, by its length plus 1 and in milliseconds since the block's base; 0 where there is none
     * @param longestBefore the greatest key before, 0 where there was none
     * @return the greatest key of an event that ends a chain
     */
    private long follow(NarrowEvents events, int from, int to, long[] keys, long[] lapses, long longestBefore) {
        int[] beforeOf = before;
        int[] lastOf = last;
        long longest = longestBefore;
        for (int event = from; event < to; event++) {
            long moment = events.sinceBase(event);
            long key = keys[events.typeAboveBase(event)];
            int length = (int) (key >>> LENGTH_SHIFT);
            lapses[1] = moment + lapse;
            long until = lapses[length];
            lapses[length + 1] = until;
            long inTime = (moment - until) >> SIGN;
            longest = Math.max(longest, (key - event) & inTime);
            beforeOf[event] = lastOf[length];
            lastOf[length + 1] = event;
        }
        return longest;
    }

    /** Sorts users by the steps reached; by steps, where they begin. */
    private int[] sort(int count) {
        int[] begin = new int[stepCount + 2];
        for (int i = 0; i < count; i++) {
            begin[reached[i] + 1]++;
        }
        for (int steps = 1; steps < begin.length; steps++) {
            begin[steps] += begin[steps - 1];
        }
        int[] next = begin.clone();
        for (int i = 0; i < count; i++) {
            inOrder[next[reached[i]]++] = i;
        }
        return begin;
    }

    private void tell(NarrowEvents events, int i, int steps) {
        chains.reached = steps;
        chains.removed = false;
        chains.latestStart = latestStart[i];
        int event = end[i];
        long[] since = chains.sinceFirst;
        since[steps] = events.time(event);
        for (int step = steps - 1; step > 0; step--) {
            event = before[event];
            since[step] = events.time(event);
        }
        chains.startedAt = since[1];
        for (int step = steps; step > 1; step--) {
            chains.sincePrevious[step] = since[step] - since[step - 1];
            since[step] -= chains.startedAt;
        }
    }
}
