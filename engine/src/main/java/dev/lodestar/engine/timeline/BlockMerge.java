package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.ProjectCalendar;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes one block anew from what it was and what arrived for its users. Reused from block to block of a merge for its scratch memory.
 */
final class BlockMerge {
    private final ProjectCalendar calendar;
    private final EventTypes types;
    private final Delta delta;
    private final int[] byUser;
    private final IdTable ids = new IdTable();
    private final ActiveDays activeDays = new ActiveDays();

    private long duplicates;
    private long conflicts;

    // of the block being written
    private long[] time = new long[0];
    private short[] type = new short[0];
    private long[] idHash = new long[0];
    private int[] bodyHash = new int[0];
    private int size;
    private SparseColumn.Builder workspaces = new SparseColumn.Builder(0);
    private SparseColumn.Builder amounts = new SparseColumn.Builder(0);
    private final SparseColumn.Builder[] properties;
    private final int[] propertyRow;

    /**
     * @param propertyCount how many properties the plan has
     * @param byUser the positions of the delta's events, by user and in order of arrival
     */
    BlockMerge(ProjectCalendar calendar, EventTypes types, int propertyCount, Delta delta, int[] byUser) {
        this.calendar = calendar;
        this.types = types;
        this.delta = delta;
        this.byUser = byUser;
        this.properties = new SparseColumn.Builder[propertyCount];
        this.propertyRow = new int[propertyCount];
    }

    long duplicates() {
        return duplicates;
    }

    long conflicts() {
        return conflicts;
    }

    /**
     * The block with the delta's events.
     *
     * @param users the columns of its users, already written
     * @param before the block as it was, or null where it is new
     * @param firstUser the number of its first user in the shard
     * @param arrivals where each user's events start in {@code byUser}, by number in the shard
     */
    UserBlock merge(UserBlock.UserColumns users, @Nullable UserBlock before, int firstUser, int[] arrivals) {
        int count = users.signupAt.length;
        allocate((before == null ? 0 : before.eventCount()) + arrivals[firstUser + count] - arrivals[firstUser], count);
        int[] start = new int[count + 1];
        activeDays.begin(count);
        for (int user = 0; user < count; user++) {
            int from = arrivals[firstUser + user];
            int to = arrivals[firstUser + user + 1];
            boolean erased = delta.erased.get(firstUser + user);
            UserBlock source = erased || before == null || user >= before.size() ? null : before;
            if (from == to && !erased) {
                copyUser(source, user);
            } else if (!erased) {
                mergeUser(users, source, user, from, to);
            }
            finishUser(source, user, start, !erased && from < to);
            if (!erased && (from < to || source == null || source.signupAt(user) != users.signupAt[user])) {
                users.activation[user] = activation(users.signupAt[user], start[user]);
            }
        }
        UserBlock.EventColumns events = new UserBlock.EventColumns(
                start,
                Arrays.copyOf(time, size),
                Arrays.copyOf(type, size),
                Arrays.copyOf(idHash, size),
                Arrays.copyOf(bodyHash, size),
                activeDays.start(),
                activeDays.keys(),
                workspaces.build(),
                amounts.build(),
                Arrays.stream(properties).map(SparseColumn.Builder::build).toList());
        return new UserBlock(users, events);
    }

    private void allocate(int capacity, int users) {
        size = 0;
        if (time.length < capacity) {
            time = new long[capacity];
            type = new short[capacity];
            idHash = new long[capacity];
            bodyHash = new int[capacity];
        }
        workspaces = new SparseColumn.Builder(users);
        amounts = new SparseColumn.Builder(users);
        Arrays.setAll(properties, _ -> new SparseColumn.Builder(users));
    }

    private void copyUser(@Nullable UserBlock source, int user) {
        if (source == null) {
            return;
        }
        UserBlock.EventColumns from = source.events;
        int shift = size - from.start()[user];
        copyEvents(from, from.start()[user], from.start()[user + 1]);
        workspaces.copyUser(from.workspaces(), user, shift);
        amounts.copyUser(from.amounts(), user, shift);
        for (int property = 0; property < properties.length; property++) {
            properties[property].copyUser(from.properties().get(property), user, shift);
        }
    }

    private void copyEvents(UserBlock.EventColumns source, int from, int to) {
        int length = to - from;
        System.arraycopy(source.time(), from, time, size, length);
        System.arraycopy(source.type(), from, type, size, length);
        System.arraycopy(source.idHash(), from, idHash, size, length);
        System.arraycopy(source.bodyHash(), from, bodyHash, size, length);
        size += length;
    }

    private void mergeUser(UserBlock.UserColumns users, @Nullable UserBlock source, int user, int from, int to) {
        int kept = keepNew(source, user, from, to);
        TimeOrder.sort(byUser, from, kept, delta.time);
        int next = source == null ? 0 : source.eventStart(user);
        int end = source == null ? 0 : source.eventStart(user + 1);
        int workspaceRow = source == null ? 0 : source.workspaceStart(user);
        int amountRow = source == null ? 0 : source.amountStart(user);
        for (int property = 0; property < properties.length; property++) {
            propertyRow[property] = source == null ? 0 : source.propertyStart(property, user);
        }
        for (int i = from; i <= kept; i++) {
            long until = i < kept ? delta.time[byUser[i]] : Long.MAX_VALUE;
            int stop = next;
            while (stop < end && (i == kept || (source != null && source.time(stop) <= until))) {
                stop++;
            }
            if (source != null && stop > next) {
                int shift = size - next;
                copyEvents(source.events, next, stop);
                workspaceRow = copyRows(source.events.workspaces(), workspaceRow, user, stop, shift, workspaces);
                amountRow = copyRows(source.events.amounts(), amountRow, user, stop, shift, amounts);
                copyProperties(source.events, user, stop, shift);
                next = stop;
            }
            if (i < kept) {
                users.traits[user] |= append(byUser[i]);
            }
        }
    }

    private void copyProperties(UserBlock.EventColumns source, int user, int untilEvent, int shift) {
        for (int property = 0; property < properties.length; property++) {
            propertyRow[property] = copyRows(
                    source.properties().get(property),
                    propertyRow[property],
                    user,
                    untilEvent,
                    shift,
                    properties[property]);
        }
    }

    private static int copyRows(
            SparseColumn source, int fromRow, int user, int untilEvent, int shift, SparseColumn.Builder target) {
        int row = fromRow;
        while (row < source.start[user + 1] && source.event[row] < untilEvent) {
            target.add(source.event[row] + shift, source.value[row]);
            row++;
        }
        return row;
    }

    /** Moves the positions of the events that are new to the front, in order of arrival, and returns their end. */
    private int keepNew(@Nullable UserBlock source, int user, int from, int to) {
        int known = source == null ? 0 : source.eventStart(user + 1) - source.eventStart(user);
        ids.reset(known + to - from);
        if (source != null) {
            ids.addAll(
                    source.events.idHash(),
                    source.events.bodyHash(),
                    source.eventStart(user),
                    source.eventStart(user + 1));
        }
        int kept = from;
        for (int i = from; i < to; i++) {
            int position = byUser[i];
            switch (ids.add(delta.idHash[position], delta.bodyHash[position])) {
                case NEW -> byUser[kept++] = position;
                case DUPLICATE -> duplicates++;
                case CONFLICT -> conflicts++;
            }
        }
        return kept;
    }

    private int append(int position) {
        time[size] = delta.time[position];
        type[size] = delta.type[position];
        idHash[size] = delta.idHash[position];
        bodyHash[size] = delta.bodyHash[position];
        int traits = types.traitsOf(delta.type[position]);
        long workspace = delta.workspace[position];
        if (workspace != 0 && (traits & Trait.COLLABORATION) != 0) {
            workspaces.add(size, workspace);
        }
        if ((traits & Trait.REVENUE) != 0) {
            amounts.add(size, delta.amount[position] == Delta.NO_AMOUNT ? 0 : delta.amount[position]);
        }
        for (int i = delta.propertyStart[position]; i < delta.propertyStart[position + 1]; i++) {
            properties[delta.property[i]].add(size, delta.propertyValue[i]);
        }
        size++;
        return traits | (workspace != 0 ? Trait.WORKSPACE : 0);
    }

    private void finishUser(@Nullable UserBlock source, int user, int[] start, boolean changed) {
        start[user + 1] = size;
        workspaces.endUser(user);
        amounts.endUser(user);
        for (SparseColumn.Builder property : properties) {
            property.endUser(user);
        }
        if (!changed && source != null) {
            activeDays.copyUser(source, user);
            return;
        }
        for (int event = start[user]; event < size; event++) {
            if ((types.traitsOf(type[event]) & Trait.ACTIVE) != 0) {
                activeDays.add(calendar.dayOf(time[event]));
            }
        }
        activeDays.endUser(user);
    }

    /** From signup to the first activation at or after it, of the user whose events are the last written. */
    private int activation(long signupAt, int from) {
        if (signupAt == UserBlock.NO_PROFILE) {
            return UserBlock.NOT_ACTIVATED;
        }
        for (int event = from; event < size; event++) {
            if (time[event] >= signupAt && (types.traitsOf(type[event]) & Trait.ACTIVATION) != 0) {
                return (int) Math.min(time[event] - signupAt, UserBlock.MUCH_LATER);
            }
        }
        return UserBlock.NOT_ACTIVATED;
    }
}
