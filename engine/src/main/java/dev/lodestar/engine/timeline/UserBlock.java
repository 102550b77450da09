package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.TimeClasses;
import java.util.Arrays;
import java.util.BitSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** What {@link #cappedActivationDelay} says of a user who took that long to activation, or longer. */
    public static final int LATE_ACTIVATION = Activations.LATE;

    /** As many uses of a feature as a block does not tell of. */
    public static final int MANY_USES = 255;

    /** What {@link #activeEvents} says of a day with that many active events or more. */
    public static final int MANY_EVENTS = ActiveDays.MANY_EVENTS;

    /** The lowest bits of an {@link #activeKey}, that hold the days since the user's active day before. */
    public static final int GAP_BITS = ActiveDays.GAP_BITS;

    private static final long UTMOST_MILLIS = Long.MAX_VALUE / 8;

    final UserColumns users;
    final EventColumns events;

    /** By user: which types the events have. Not written to snapshots, as reading the types once tells. */
    private final PackedColumn typeMasks;

    /** The users who have events before their signup. Not written to snapshots either. */
    private final BitSet early;

    /** The users who have several events at the same moment. Not written to snapshots either. */
    private final BitSet tied;

    /** {@link #NO_PROFILE} where a user has none. */
    private final long earliestSignup;

    /** {@link #NO_PROFILE} where no user has one. */
    private final long latestSignup;

    UserBlock(UserColumns users, EventColumns events) {
        this(users, events, events.typeMasks(), events.before(users.signupAt()), events.tied());
    }

    /**
     * @param typeMasks as {@link EventColumns#typeMasks} reads them
     * @param early as {@link EventColumns#before} reads them
     * @param tied as {@link EventColumns#tied} reads them
     */
    UserBlock(UserColumns users, EventColumns events, PackedColumn typeMasks, BitSet early, BitSet tied) {
        this.users = users;
        this.events = events;
        this.typeMasks = typeMasks;
        this.early = early;
        this.tied = tied;
        this.earliestSignup = users.earliestSignup();
        this.latestSignup = users.latestSignup();
    }

    /** The same histories with days cut otherwise. */
    UserBlock withDays(PackedColumn signupDays, DayCut days) {
        return new UserBlock(users.withSignupDays(signupDays), events.withDays(days), typeMasks, early, tied);
    }

    /** How many users the block holds, erased ones included. */
    public int size() {
        return users.signupAt().length;
    }

    /** A user's pseudonym. */
    public UUID pseudonym(int user) {
        return new UUID(users.pseudonymHigh()[user], users.pseudonymLow()[user]);
    }

    /** Whether a user was erased; the number stays, and nothing with it. */
    boolean isErased(int user) {
        return (users.pseudonymHigh()[user] | users.pseudonymLow()[user]) == 0;
    }

    /** Whether a profile is known of a user. */
    public boolean hasProfile(int user) {
        return users.signupAt()[user] != NO_PROFILE;
    }

    /** The instant of signup in milliseconds since the epoch, or {@link #NO_PROFILE}. */
    public long signupAt(int user) {
        return users.signupAt()[user];
    }

    /** The day of signup; without meaning where there is no profile. */
    public int signupDay(int user) {
        return (int) users.signupDay().get(user);
    }

    /** The {@link Trait}s of all of a user's events together. */
    public int traits(int user) {
        return (int) users.traits().get(user);
    }

    /** Milliseconds from signup to the first activation event at or after it; {@link #NOT_ACTIVATED} where there is none. */
    public long activationDelay(int user) {
        return users.activations().of(user);
    }

    /** The same where it is less than {@link #LATE_ACTIVATION}, else that: the faster way where longer ones make no difference. */
    public int cappedActivationDelay(int user) {
        return users.activations().capped(user);
    }

    /** Whether a user has a profile and an event before signup. */
    public boolean hasEventsBeforeSignup(int user) {
        return early.get(user);
    }

    /** Whether some user has an event before signup. */
    public boolean hasEventsBeforeSignup() {
        return !early.isEmpty();
    }

    /** Whether some events of a user happened at the same moment. */
    public boolean hasTies(int user) {
        return tied.get(user);
    }

    /** Whether some user may have signed up at an instant or after it. */
    public boolean hasSignupsFrom(long epochMillis) {
        return latestSignup >= epochMillis;
    }

    /** Whether all users have a profile with a signup before an instant. */
    public boolean allSignedUpBefore(long epochMillis) {
        return earliestSignup != NO_PROFILE && latestSignup < epochMillis;
    }

    /** Whether all users have a profile with a day of signup between two days; the second is not between. */
    public boolean allSignedUpWithin(int fromDay, int toDay) {
        PackedColumn days = users.signupDay();
        return earliestSignup != NO_PROFILE
                && days.width() < Long.BYTES
                && days.base >= fromDay
                && days.greatest < toDay;
    }

    /**
     * Copies how old all users are at an instant before which {@link #allSignedUpBefore all signed up}, and how long each took to activation.
     *
     * @param ages milliseconds from signup to the instant
     * @param delays milliseconds from signup to activation
     * @param never the delay of those not activated before the instant
     */
    public void copyActivations(long epochMillis, long[] ages, long[] delays, long never) {
        users.activations().copyTo(epochMillis, users.signupAt(), ages, delays, never);
    }

    /** The code of a user's value of an attribute, 0 where it is absent. */
    public int attribute(int attribute, int user) {
        return attribute < users.attributes().length ? (int) users.attributes()[attribute].get(user) : 0;
    }

    /** Copies the {@link #attribute} of every user into an array. */
    public void copyAttributes(int attribute, int[] target) {
        if (attribute < users.attributes().length) {
            users.attributes()[attribute].copyTo(0, size(), target, 0);
        } else {
            Arrays.fill(target, 0, size(), 0);
        }
    }

    /** The first event of a user; {@code eventStart(user + 1)} is the end. */
    public int eventStart(int user) {
        return events.start().of(user);
    }

    /** When an event happened, in milliseconds since the epoch. */
    public long time(int event) {
        return events.time().get(event);
    }

    /** The code of an event's type, for {@link EventTypes}. */
    public int type(int event) {
        return (int) events.type().get(event);
    }

    /** How many events the block holds. */
    int eventCount() {
        return events.start().of(size());
    }

    /**
     * Times and types where they are as narrow as {@link NarrowEvents}, and no instant is so far off that reckoning with it may overflow; else null, and where
     * there are but a few.
     */
    public @Nullable NarrowEvents narrowEvents() {
        byte[] types = events.type().bytes;
        return types == null
                        || types.length < NarrowEvents.LEAST_EVENTS
                        || events.time().wide != null
                        || !isWithin(-UTMOST_MILLIS, UTMOST_MILLIS)
                ? null
                : new NarrowEvents(events.time(), (int) events.type().base, types);
    }

    /** Which types a user's events have: the {@link EventTypes#maskOf} of each of them together. */
    public long typeMask(int user) {
        return typeMasks.get(user);
    }

    /** The first active day of a user; {@code activeStart(user + 1)} is the end. */
    public int activeStart(int user) {
        return events.activeStart().of(user);
    }

    /** A day on which a user was active; a user's active days ascend. */
    public int activeDay(int row) {
        return (int) events.activeKey().get(row) >> GAP_BITS;
    }

    /**
     * Such a day with the days since the user's active day before it: {@code day << GAP_BITS | gap}. A gap of 31 stands for that many, for
     * more, and for the user's first active day.
     */
    public int activeKey(int row) {
        return (int) events.activeKey().get(row);
    }

    /** How many active days all users of the block have together. */
    public int activeDayCount() {
        return events.activeStart().of(size());
    }

    /** Copies the {@link #activeKey} of every active day of the block into an array. */
    public void copyActiveKeys(int[] target) {
        events.activeKey().copyTo(0, activeDayCount(), target, 0);
    }

    /** How many active events a user's active day has; {@link #MANY_EVENTS} where that many or more. */
    public int activeEvents(int row) {
        return events.activeEvents()[row] & 0xff;
    }

    /** Whether all active days of the block lie in a range of days; the end is not in it. */
    public boolean isActiveOnlyWithin(int fromDay, int toDay) {
        PackedColumn keys = events.activeKey();
        return keys.size == 0
                || (keys.width() < Long.BYTES && keys.base >> GAP_BITS >= fromDay && keys.greatest >> GAP_BITS < toDay);
    }

    /** Whether all events of the block lie between two instants; the second is not between. */
    public boolean isWithin(long fromMillis, long toMillis) {
        return events.time().earliest >= fromMillis && events.time().latest < toMillis;
    }

    /** Whether all events of a user lie between two instants; the second is not between. */
    public boolean isWithin(int user, long fromMillis, long toMillis) {
        int start = events.start().of(user);
        int end = events.start().of(user + 1);
        return start == end
                || (events.time().get(start) >= fromMillis && events.time().get(end - 1) < toMillis);
    }

    /** Whether the block has the use of features of all users. */
    public boolean tellsAllUses() {
        return events.usage().untold().isEmpty();
    }

    /** Whether the block has a user's use of features; not where some figure is too large, or a use came before signup. */
    public boolean tellsUses(int user) {
        return !events.usage().untold().get(user);
    }

    /** The first row of a feature: there is one for each user who used it and of whom the block {@link #tellsUses}, in the order of {@link #firstUseClass}. */
    public int useStart(int feature) {
        return events.usage().start()[feature];
    }

    /** The first of the rows of a feature with that {@link #firstUseClass} or a higher one. */
    public int useStart(int feature, int firstUseClass) {
        return events.usage().rowFrom(feature, firstUseClass);
    }

    /** The end of the rows of a feature. */
    public int useEnd(int feature) {
        return events.usage().start()[feature + 1];
    }

    /** Whose row it is. */
    public int userOfUse(int row) {
        return events.usage().user()[row];
    }

    /** How often the user used the feature in all the time, less than {@link #MANY_USES}. */
    public int uses(int row) {
        return events.usage().uses()[row] & 0xff;
    }

    /** The {@link TimeClasses#coarseOf coarse class} of the time from signup to the first use, plus 1; 0 where there is no profile. */
    public int firstUseClass(int row) {
        return events.usage().firstUse()[row];
    }

    /** On how many days the user used the feature. */
    public int useDays(int row) {
        return events.usage().days()[row] & 0xff;
    }

    /** The first collaboration event at or after an event that names a workspace; {@link Integer#MAX_VALUE} where there is none. */
    public int nextWorkspace(int event) {
        return events.workspaces().next(event);
    }

    /** The 64-bit hash of the workspace that such an event names. */
    public long workspace(int event) {
        return events.workspaces().valueOf(event);
    }

    /** The first revenue event at or after an event; {@link Integer#MAX_VALUE} where there is none. */
    public int nextAmount(int event) {
        return events.amounts().next(event);
    }

    /** The amount of such an event in millionths of the currency, 0 where it has none. */
    public long amountMicros(int event) {
        return events.amounts().valueOf(event);
    }

    /** The first row of a user in the column of a property; {@code propertyStart(property, user + 1)} is the end. */
    public int propertyStart(int property, int user) {
        return events.properties().get(property).rowsBefore(events.start().of(user));
    }

    /** What the event of a row has of the property, in the 64 bits that {@link EventProperties} describes. */
    public long propertyValue(int property, int row) {
        return events.properties().get(property).values.get(row);
    }

    /** The row of an event in the column of a property, or −1 where it has none. */
    public int propertyRow(int property, int event) {
        return events.properties().get(property).row(event);
    }

    /** The first event of a user at or after an instant, or the end of the user's events. */
    public int firstEventAt(int user, long epochMillis) {
        int low = events.start().of(user);
        int high = events.start().of(user + 1);
        if (events.time().latest < epochMillis) {
            return high;
        }
        if (low == high || events.time().get(low) >= epochMillis) {
            return low;
        }
        if (events.time().get(high - 1) < epochMillis) {
            return high;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.time().get(middle) < epochMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first active day of a user on or after a day, or the end of the user's active days. */
    public int firstActiveRowFrom(int user, int day) {
        int low = events.activeStart().of(user);
        int high = events.activeStart().of(user + 1);
        if (events.activeKey().greatest >> GAP_BITS < day) {
            return high;
        }
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

    /** Bytes that the columns take in memory. */
    long memory() {
        return users.memory()
                + events.memory()
                + typeMasks.memory()
                + Memory.ofArray(Long.BYTES, early.size() / Long.SIZE)
                + Memory.ofArray(Long.BYTES, tied.size() / Long.SIZE);
    }
}
