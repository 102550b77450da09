package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.time.TimeClasses;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Derives the columns of a block that depend on the calendar, its active days and the use of features, from its users' events in order. Reused
 * from block to block for its memory.
 */
final class DayCut {
    private final ProjectCalendar calendar;
    private final EventTypes types;
    private final int features;
    private final ActiveDays activeDays = new ActiveDays();

    private UsageColumns.Table table = UsageColumns.Table.of(0, 0);

    // of the user whose turn it is, by feature
    private final int[] useCount;
    private final long[] firstUse;
    private final int[] useDays;
    private final int[] lastDay;
    private final int[] dayBefore;

    DayCut(ProjectCalendar calendar, EventTypes types, int features) {
        this.calendar = calendar;
        this.types = types;
        this.features = features;
        this.useCount = new int[features];
        this.firstUse = new long[features];
        this.useDays = new int[features];
        this.lastDay = new int[features];
        this.dayBefore = new int[features];
    }

    /**
     * Begins a block.
     *
     * @param before the block as it was, whose users keep their use of features until they are ended anew; or null
     */
    void begin(int users, @Nullable UserBlock before) {
        activeDays.begin(users);
        if (table.users() == users) {
            table.clear();
        } else {
            table = UsageColumns.Table.of(users, features);
        }
        if (before != null) {
            table.take(before.events.usage());
        }
        beginUser();
    }

    private void beginUser() {
        Arrays.fill(useCount, 0);
        Arrays.fill(useDays, 0);
        Arrays.fill(lastDay, Integer.MIN_VALUE);
        Arrays.fill(dayBefore, Integer.MIN_VALUE);
    }

    /** Takes the next event of the user whose turn it is. */
    void add(int type, long time) {
        boolean active = (types.traitsOf(type) & Trait.ACTIVE) != 0;
        long used = types.featureMaskOf(type);
        if (active || used != 0) {
            int day = calendar.dayOf(time);
            if (active) {
                activeDays.add(day);
            }
            for (long rest = used; rest != 0; rest &= rest - 1) {
                use(Long.numberOfTrailingZeros(rest), time, day);
            }
        }
    }

    /** Days ascend but for the hour after a clock was put back over midnight, in which the day before comes once more. */
    private void use(int feature, long time, int day) {
        if (useCount[feature]++ == 0) {
            firstUse[feature] = time;
        }
        if (day > lastDay[feature]) {
            useDays[feature]++;
            dayBefore[feature] = lastDay[feature];
            lastDay[feature] = day;
        } else if (day < lastDay[feature] && day > dayBefore[feature]) {
            useDays[feature]++;
            dayBefore[feature] = day;
        }
    }

    /**
     * Ends a user whose events were added.
     *
     * @param signupAt the instant of signup, or {@link UserBlock#NO_PROFILE}
     */
    void endUser(int user, long signupAt) {
        activeDays.endUser(user);
        boolean fits = true;
        for (int feature = 0; feature < features; feature++) {
            fits &= useCount[feature] < UserBlock.MANY_USES;
            int firstUseClass = firstUseClass(feature, signupAt);
            fits &= firstUseClass >= 0;
            int at = feature * table.users() + user;
            table.uses()[at] = (byte) useCount[feature];
            table.firstUse()[at] = (short) firstUseClass;
            table.days()[at] = (byte) useDays[feature];
        }
        for (int feature = 0; feature < features && !fits; feature++) {
            table.uses()[feature * table.users() + user] = (byte) UserBlock.MANY_USES;
        }
        beginUser();
    }

    /** The class of the time from signup to the first use plus 1, 0 where there is nothing to tell; negative where the use came before. */
    private int firstUseClass(int feature, long signupAt) {
        if (useCount[feature] == 0 || signupAt == UserBlock.NO_PROFILE) {
            return 0;
        }
        long millis = firstUse[feature] - signupAt;
        return millis < 0 ? -1 : TimeClasses.coarseOf(millis) + 1;
    }

    /** Takes the days of some users, whose signup is the same too, as they were. */
    void copyUsers(UserBlock source, int fromUser, int toUser) {
        activeDays.copyUsers(source, fromUser, toUser);
    }

    Starts activeStart() {
        return Starts.of(activeDays.start());
    }

    PackedColumn activeKeys() {
        return activeDays.keys();
    }

    byte[] activeEvents() {
        return activeDays.events();
    }

    UsageColumns usage() {
        return UsageColumns.of(table);
    }
}
