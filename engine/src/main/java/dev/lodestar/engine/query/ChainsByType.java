package dev.lodestar.engine.query;

import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Entry;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.NarrowEvents;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The same chains as {@link ChainsInOrder}, a block at a time and straight from the columns, for the funnels that are asked for most: steps in order,
 * each the type of an event and each type one step, any entry, no exclusions, no grace. Leaves users with tied events to others.
 *
 * <p>Of each length it keeps the latest start of all chains that end with the last event of their last step, however long ago that start was: one
 * that is too long ago for an event is so for every later event too. The events of a chain are therefore, from its end backwards, each the last of
 * its step before the next: every event notes which that is.
 *
 * <p>What takes time is not the events but the branches that a processor guesses wrong. So there is none on an event. Of users without any event of
 * step 2, whom the types of their events tell, only the first one of step 1 is looked for. Keeps its memory from block to block; not for several threads.
 */
final class ChainsByType {
    private static final int SIGN = Long.SIZE - 1;

    /** Where in a key the length of the chains begins that end with an event. */
    private static final int LENGTH_SHIFT = 57;

    /** One more than a key has lengths, so that the compiler need not check that there is room for any of them. */
    private static final int ROOM = (1 << Long.SIZE - LENGTH_SHIFT) + 1;

    private static final int ROOM_FOR_TYPES = 1 << Byte.SIZE;

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

    /** The types of step 1, as codes. */
    private final int[] startingTypes;

    /** The types of steps 1 and 2, as masks. */
    private final long firstStep;

    private final long secondStep;

    /** The instant from which on a start leaves a chain open where the data end. */
    private final long openFrom;

    // of the block whose turn it is
    private boolean allInRange;

    private final int[] chosen = new int[UserBlock.CAPACITY];

    /** The users who have no event of step 2. */
    private final int[] lone = new int[UserBlock.CAPACITY];

    private int loneCount;

    /** The users who must be walked with more care. */
    private final int[] left = new int[UserBlock.CAPACITY];

    private int leftCount;

    /** By event: the last before it of the step before its own, where a chain ends with it. */
    private int[] before = new int[0];

    /** By the length of a chain plus 1: the last event of its last step. */
    private final int[] last = new int[ROOM];

    // by user chosen: the steps reached, the last event of them, and whether a chain is open where the data end
    private final int[] reached = new int[UserBlock.CAPACITY];
    private final int[] end = new int[UserBlock.CAPACITY];
    private final boolean[] open = new boolean[UserBlock.CAPACITY];

    private ChainsByType(FunnelDefinition definition, FunnelEvents events, Span range, long openFrom) {
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
        this.openFrom = openFrom;
        this.startingTypes = typesOf(0).toArray();
        this.firstStep = maskOf(typesOf(0));
        this.secondStep = maskOf(typesOf(1));
    }

    /** The types that lengthen chains of a length. */
    private IntStream typesOf(int length) {
        return IntStream.range(0, lengthOfType.length).filter(type -> lengthOfType[type] == length);
    }

    private static long maskOf(IntStream types) {
        return types.mapToLong(EventTypes::maskOf).reduce(0, (mask, type) -> mask | type);
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
        allInRange = block.isWithin(range.min(), Math.min(range.max(), toMillis));
        int going = select(block, users, count);
        follow(block, events, going);
        int row = tellLone(block, events, table);
        table.lay(row, reached, going);
        for (int steps = 1; steps <= stepCount; steps++) {
            row = tell(events, table, steps, row);
        }
    }

    /** Finds the users who may start a chain, sets those apart whose chains have one step at most, and leaves those of the others who have tied events. */
    private int select(UserBlock block, int[] users, int count) {
        int found = 0;
        int alone = 0;
        int tied = 0;
        for (int i = 0; i < count; i++) {
            int user = users[i];
            long types = block.typeMask(user);
            int first = isAny(types & firstStep);
            int both = first & isAny(types & secondStep);
            int ties = block.hasTies(user) ? both : 0;
            chosen[found] = user;
            found += both - ties;
            lone[alone] = user;
            alone += first - both;
            left[tied] = user;
            tied += ties;
        }
        loneCount = alone;
        leftCount = tied;
        return found;
    }

    /** 1 where some bit is set, else 0. */
    private static int isAny(long mask) {
        return (int) ((mask | -mask) >>> SIGN);
    }

    /** How many users must be walked with more care. */
    int leftCount() {
        return leftCount;
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
            startsTo = firstOnly ? Math.min(startsTo, firstStart(events, from, startsTo) + 1) : startsTo;
            Arrays.fill(lapses, 0, stepCount + 2, 0);
            long longest = follow(events, from, startsTo, keys, lapses, 0);
            if (startsTo < to) {
                longest = follow(events, startsTo, to, laterKeys, lapses, longest);
            }
            reached[i] = (int) (longest >>> LENGTH_SHIFT);
            end[i] = Integer.MAX_VALUE - (int) longest;
            open[i] = events.timeBase() + lapses[2] - lapse >= openFrom;
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

    /** The first of some events that may start a chain, {@code to} where none may. */
    private int firstStart(NarrowEvents events, int from, int to) {
        int first = to;
        for (int type : startingTypes) {
            first = Math.min(first, events.firstOf(type, from, to));
        }
        return first;
    }

    /** Whether the last of some events that may start a chain leaves it open where the data end. */
    private boolean isOpen(NarrowEvents events, int from, int to) {
        if (from >= to || events.time(to - 1) < openFrom) {
            return false;
        }
        int last = from - 1;
        for (int type : startingTypes) {
            last = Math.max(last, events.lastOf(type, from, to));
        }
        return last >= from && events.time(last) >= openFrom;
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

    /** Tells, in the first rows, the chains that have one step; how many they are. */
    private int tellLone(UserBlock block, NarrowEvents events, ChainTable table) {
        int row = 0;
        for (int i = 0; i < loneCount; i++) {
            int user = lone[i];
            int from = allInRange ? block.eventStart(user) : block.firstEventAt(user, range.min());
            int to =
                    allInRange ? block.eventStart(user + 1) : block.firstEventAt(user, Math.min(range.max(), toMillis));
            int first = firstStart(events, from, to);
            if (first < to) {
                table.users[row] = user;
                table.moments[1][row] = events.time(first);
                table.open[row++] = isOpen(events, first, firstOnly ? first + 1 : to);
            }
        }
        return row;
    }

    /** Tells the chains that were followed and have so many steps, from a row on; the row after them. */
    private int tell(NarrowEvents events, ChainTable table, int steps, int from) {
        int to = table.from(steps + 1);
        for (int row = from; row < to; row++) {
            int i = table.origin[row];
            table.users[row] = chosen[i];
            table.open[row] = open[i];
            int event = end[i];
            for (int step = steps; step > 0; step--) {
                table.moments[step][row] = events.time(event);
                event = before[event];
            }
        }
        return to;
    }
}
