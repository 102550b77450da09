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
 * its step before the next.
 *
 * <p>What takes time is not the events but the branches that a processor guesses wrong. So there is none on an event, and users are told in the order
 * of the steps that they reach, so that whoever counts them does the same for many in a row. Keeps its memory from block to block; not for several
 * threads.
 */
final class ChainsByType {
    /** Earlier than any instant of a block that is walked here, by more than the longest window. */
    private static final long NEVER = Long.MIN_VALUE / 4;

    private static final int SIGN = Long.SIZE - 1;

    private final FunnelChains chains;
    private final int stepCount;
    private final boolean firstOnly;
    private final long windowMillis;
    private final Span range;
    private final long toMillis;

    /** By type: the length of the chains that an event of it lengthens; one that there are none of where it is no step. */
    private final int[] lengthOfType;

    /** The same where no chain may start any more. */
    private final int[] laterLengthOfType;

    private final long firstStep;

    /** By length: the start of the chain kept. */
    private final long[] start;

    // of the block whose turn it is
    private boolean allInRange;

    // of the user whose turn it is
    private long tied;
    private long latest;

    private final int[] chosen = new int[UserBlock.CAPACITY];

    // by user chosen: the steps reached, the last event of them, the last moment that may start a chain, and the
    // event after the last that may
    private final int[] reached = new int[UserBlock.CAPACITY];
    private final int[] end = new int[UserBlock.CAPACITY];
    private final long[] latestStart = new long[UserBlock.CAPACITY];
    private final int[] endOfStarts = new int[UserBlock.CAPACITY];
    private final int[] inOrder = new int[UserBlock.CAPACITY];
    private final int[] left = new int[UserBlock.CAPACITY];

    private ChainsByType(FunnelDefinition definition, FunnelChains chains, FunnelEvents events, Span range) {
        this.chains = chains;
        this.stepCount = definition.steps().size();
        this.firstOnly = definition.entry() == Entry.FIRST;
        this.windowMillis = definition.windowMillis();
        this.range = range;
        this.toMillis = events.toMillis();
        int none = stepCount + 1;
        this.lengthOfType = events.lengthsByType(none);
        this.laterLengthOfType = Arrays.stream(lengthOfType)
                .map(length -> length == 0 ? none : length)
                .toArray();
        this.start = new long[none + 2];
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
        for (int i = 0; i < starting; i++) {
            follow(block, events, chosen[i], i);
        }
        int[] begin = sort(starting);
        for (int steps = 1; steps <= stepCount; steps++) {
            for (int i = begin[steps]; i < begin[steps + 1]; i++) {
                tell(events, inOrder[i], steps);
                visitor.visit(block, chosen[inOrder[i]]);
            }
        }
        int size = 0;
        for (int i = begin[stepCount + 1]; i < starting; i++) {
            left[size++] = chosen[inOrder[i]];
        }
        return size;
    }

    /** Finds the users who may start a chain. */
    private int select(UserBlock block, int[] users, int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int user = users[i];
            long starts = block.typeMask(user) & firstStep;
            chosen[found] = user;
            found += (int) ((starts | -starts) >>> SIGN);
        }
        return found;
    }

    /** The users who must be walked with more care; the rest of the array means nothing. */
    int[] left() {
        return left;
    }

    private void follow(UserBlock block, NarrowEvents events, int user, int i) {
        int from = block.eventStart(user);
        int to = block.eventStart(user + 1);
        int startsTo = to;
        if (!allInRange) {
            from = block.firstEventAt(user, range.min());
            to = block.firstEventAt(user, toMillis);
            startsTo = Math.min(to, block.firstEventAt(user, range.max()));
        }
        startsTo = firstOnly ? afterFirst(events, from, startsTo) : startsTo;
        Arrays.fill(start, NEVER);
        tied = 0;
        latest = NEVER;
        long longest = follow(events, from, startsTo, lengthOfType, 0);
        if (startsTo < to) {
            longest = follow(events, startsTo, to, laterLengthOfType, longest);
        }
        reached[i] = tied < 0 ? stepCount + 1 : (int) (longest >>> Integer.SIZE);
        end[i] = Integer.MAX_VALUE - (int) longest;
        latestStart[i] = start[1];
        endOfStarts[i] = startsTo;
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
     * Lengthens chains by some events. The longest chain is a length in the upper half, and in the lower one a number that is the greater the earlier
     * its last event came: so the greatest of these numbers is the first of the longest.
     */
    private long follow(NarrowEvents events, int from, int to, int[] lengths, long longestBefore) {
        long[] starts = start;
        long longest = longestBefore;
        long before = latest;
        long ties = tied;
        for (int event = from; event < to; event++) {
            long moment = events.time(event);
            int length = lengths[events.type(event)];
            ties |= moment - before - 1;
            before = moment;
            starts[0] = moment;
            long since = starts[length];
            starts[length + 1] = since;
            long inTime = (moment - windowMillis - since - 1) >> SIGN;
            long ahead = longest - ((((length + 1L) << Integer.SIZE) | (Integer.MAX_VALUE - event)) & inTime);
            longest -= ahead & (ahead >> SIGN); // the maximum, of which the compiler would make a branch
        }
        tied = ties;
        latest = before;
        return longest;
    }

    /** Sorts users by the steps reached; by steps, where they begin. */
    private int[] sort(int count) {
        int[] begin = new int[stepCount + 3];
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
            event = step == 1 ? Math.min(event, endOfStarts[i]) : event;
            do {
                event--;
            } while (lengthOfType[events.type(event)] != step - 1);
            since[step] = events.time(event);
        }
        chains.startedAt = since[1];
        for (int step = steps; step > 1; step--) {
            chains.sincePrevious[step] = since[step] - since[step - 1];
            since[step] -= chains.startedAt;
        }
    }
}
