package dev.lodestar.engine.timeline;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The histories of up to {@value #CAPACITY} users in columns. A user's events lie next to each other, ordered by time and, at the same
 * time, by arrival. Immutable; shared by all the views between two writes to it.
 *
 * <p>Users are numbered from 0 in the block. An erased user keeps the number, without profile and events.
 */
public final class UserBlock {
    /** Users a block can hold. */
    public static final int CAPACITY = 1024;

    /** What {@link #signupAt} says of a user without a profile. */
    public static final long NO_PROFILE = Long.MIN_VALUE;

    /** What {@link #activationDelay} says of a user who is not activated, or has no profile. */
    public static final int NOT_ACTIVATED = -1;

    /** What {@link #activationDelay} says when its type cannot hold it. */
    public static final int MUCH_LATER = Integer.MAX_VALUE;

    /** The lowest bits of an {@link #activeKey}, that hold the days since the user's active day before. */
    public static final int GAP_BITS = ActiveDays.GAP_BITS;

    final UserColumns users;
    final EventColumns events;

    UserBlock(UserColumns users, EventColumns events) {
        this.users = users;
        this.events = events;
    }

    /** The columns with one value a user. */
    static final class UserColumns {
        final long[] pseudonymHigh;
        final long[] pseudonymLow;
        final long[] signupAt;
        final int[] signupDay;
        final long[] updatedAt;
        final int[] traits;
        final int[] activation;
        int[][] attributes;

        UserColumns(int size) {
            pseudonymHigh = new long[size];
            pseudonymLow = new long[size];
            signupAt = new long[size];
            signupDay = new int[size];
            updatedAt = new long[size];
            traits = new int[size];
            activation = new int[size];
            attributes = new int[0][];
        }

        UserColumns(
                long[] pseudonymHigh,
                long[] pseudonymLow,
                long[] signupAt,
                int[] signupDay,
                long[] updatedAt,
                int[] traits,
                int[] activation) {
            this.pseudonymHigh = pseudonymHigh;
            this.pseudonymLow = pseudonymLow;
            this.signupAt = signupAt;
            this.signupDay = signupDay;
            this.updatedAt = updatedAt;
            this.traits = traits;
            this.activation = activation;
            this.attributes = new int[0][];
        }

        /** Shares all columns but the days of signup. */
        UserColumns(UserColumns shared, int[] signupDays) {
            pseudonymHigh = shared.pseudonymHigh;
            pseudonymLow = shared.pseudonymLow;
            signupAt = shared.signupAt;
            signupDay = signupDays;
            updatedAt = shared.updatedAt;
            traits = shared.traits;
            activation = shared.activation;
            attributes = shared.attributes;
        }

        /** Clears what is derived from a user's events. */
        void forgetEvents(int user) {
            traits[user] = 0;
            activation[user] = NOT_ACTIVATED;
        }
    }

    /** The columns with one value an event, or one an active day. */
    @SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
    record EventColumns(
            int[] start,
            long[] time,
            short[] type,
            long[] idHash,
            int[] bodyHash,
            int[] activeStart,
            int[] activeKey,
            SparseColumn workspaces,
            SparseColumn amounts,
            List<SparseColumn> properties) {}

    /** The same histories with days cut otherwise. */
    UserBlock withDays(int[] signupDays, int[] activeStart, int[] activeKeys) {
        UserColumns recutUsers = new UserColumns(users, signupDays);
        EventColumns recutEvents = new EventColumns(
                events.start,
                events.time,
                events.type,
                events.idHash,
                events.bodyHash,
                activeStart,
                activeKeys,
                events.workspaces,
                events.amounts,
                events.properties);
        return new UserBlock(recutUsers, recutEvents);
    }

    /** How many users the block holds, erased ones included. */
    public int size() {
        return users.signupAt.length;
    }

    /** A user's pseudonym. */
    public UUID pseudonym(int user) {
        return new UUID(users.pseudonymHigh[user], users.pseudonymLow[user]);
    }

    /** Whether a user was erased; the number stays, and nothing with it. */
    boolean isErased(int user) {
        return (users.pseudonymHigh[user] | users.pseudonymLow[user]) == 0;
    }

    /** Whether a profile is known of a user. */
    public boolean hasProfile(int user) {
        return users.signupAt[user] != NO_PROFILE;
    }

    /** The instant of signup in milliseconds since the epoch, or {@link #NO_PROFILE}. */
    public long signupAt(int user) {
        return users.signupAt[user];
    }

    /** The day of signup; without meaning where there is no profile. */
    public int signupDay(int user) {
        return users.signupDay[user];
    }

    /** The {@link Trait}s of all of a user's events together. */
    public int traits(int user) {
        return users.traits[user];
    }

    /**
     * Milliseconds from signup to the first activation event at or after it; {@link #NOT_ACTIVATED} where there is none, and
     * {@link #MUCH_LATER} where it is that long or longer.
     */
    public int activationDelay(int user) {
        return users.activation[user];
    }

    /** The code of a user's value of an attribute, 0 where it is absent. */
    public int attribute(int attribute, int user) {
        return attribute < users.attributes.length ? users.attributes[attribute][user] : 0;
    }

    /** The first event of a user; {@code eventStart(user + 1)} is the end. */
    public int eventStart(int user) {
        return events.start[user];
    }

    /** When an event happened, in milliseconds since the epoch. */
    public long time(int event) {
        return events.time[event];
    }

    /** The code of an event's type, for {@link EventTypes}. */
    public int type(int event) {
        return events.type[event];
    }

    /** The first active day of a user; {@code activeStart(user + 1)} is the end. */
    public int activeStart(int user) {
        return events.activeStart[user];
    }

    /** A day on which a user was active; a user's active days ascend. */
    public int activeDay(int row) {
        return events.activeKey[row] >> GAP_BITS;
    }

    /**
     * Such a day with the days since the user's active day before it: {@code day << GAP_BITS | gap}. A gap of 31 stands for that many, for
     * more, and for the user's first active day.
     */
    public int activeKey(int row) {
        return events.activeKey[row];
    }

    /** The first collaboration event of a user that names a workspace; {@code workspaceStart(user + 1)} is the end. */
    public int workspaceStart(int user) {
        return events.workspaces.start[user];
    }

    /** When such an event happened. */
    public long workspaceTime(int row) {
        return events.time[events.workspaces.event[row]];
    }

    /** The 64-bit hash of the workspace it names. */
    public long workspace(int row) {
        return events.workspaces.value[row];
    }

    /** The first revenue event of a user; {@code amountStart(user + 1)} is the end. */
    public int amountStart(int user) {
        return events.amounts.start[user];
    }

    /** When such an event happened. */
    public long amountTime(int row) {
        return events.time[events.amounts.event[row]];
    }

    /** Its amount in millionths of the currency, 0 where it has none. */
    public long amountMicros(int row) {
        return events.amounts.value[row];
    }

    /** The first event of a user that has a property; {@code propertyStart(property, user + 1)} is the end. */
    public int propertyStart(int property, int user) {
        return events.properties.get(property).start[user];
    }

    /** Such an event. */
    public int propertyEvent(int property, int row) {
        return events.properties.get(property).event[row];
    }

    /** What it has of the property, in the 64 bits that {@link EventProperties} describes. */
    public long propertyValue(int property, int row) {
        return events.properties.get(property).value[row];
    }

    /** The row of a user's event in the column of a property, or −1 where it has none. */
    public int propertyRow(int property, int user, int event) {
        SparseColumn column = events.properties.get(property);
        int row = Arrays.binarySearch(column.event, column.start[user], column.start[user + 1], event);
        return row < 0 ? -1 : row;
    }

    /** The first event of a user at or after an instant, or the end of the user's events. */
    public int firstEventAt(int user, long epochMillis) {
        int low = events.start[user];
        int high = events.start[user + 1];
        if (low == high || events.time[low] >= epochMillis) {
            return low;
        }
        if (events.time[high - 1] < epochMillis) {
            return high;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.time[middle] < epochMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first active day of a user on or after a day, or the end of the user's active days. */
    public int firstActiveRowFrom(int user, int day) {
        int low = events.activeStart[user];
        int high = events.activeStart[user + 1];
        if (low == high || activeDay(low) >= day) {
            return low;
        }
        if (activeDay(high - 1) < day) {
            return high;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (activeDay(middle) < day) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int eventCount() {
        return events.start[size()];
    }
}
