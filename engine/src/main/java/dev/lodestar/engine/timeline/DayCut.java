package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.ProjectCalendar;
import java.util.Arrays;

/**
 * Derives the columns of a block that depend on the calendar, its active days and the use of features, from its users' events in order. Reused
 * from block to block for its memory.
 */
final class DayCut {
    private static final int MAX_FIRST = 0xff;

    private final ProjectCalendar calendar;
    private final EventTypes types;
    private final int features;
    private final ActiveDays activeDays = new ActiveDays();

    private byte[] uses = new byte[0];
    private byte[] first = new byte[0];
    private byte[] days = new byte[0];

    // of the user whose turn it is, by feature
    private final int[] useCount;
    private final int[] firstUse;
    private final int[] useDays;
    private final int[] lastDay;
    private final int[] dayBefore;
    private int seen;

    DayCut(ProjectCalendar calendar, EventTypes types, int features) {
        this.calendar = calendar;
        this.types = types;
        this.features = features;
        this.useCount = new int[features];
        this.firstUse = new int[features];
        this.useDays = new int[features];
        this.lastDay = new int[features];
        this.dayBefore = new int[features];
    }

    void begin(int users) {
        activeDays.begin(users);
        uses = new byte[users * features];
        first = new byte[users * features];
        days = new byte[users * features];
        beginUser();
    }

    private void beginUser() {
        seen = 0;
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
                use(Long.numberOfTrailingZeros(rest), day);
            }
        }
        seen++;
    }

    /** Days ascend but for the hour after a clock was put back over midnight, in which the day before comes once more. */
    private void use(int feature, int day) {
        if (useCount[feature]++ == 0) {
            firstUse[feature] = seen;
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

    /** Ends a user whose events were added. */
    void endUser(int user) {
        activeDays.endUser(user);
        for (int feature = 0; feature < features; feature++) {
            if (useCount[feature] > 0) {
                int at = user * features + feature;
                boolean fits = useCount[feature] < UserBlock.MANY_USES && firstUse[feature] <= MAX_FIRST;
                uses[at] = (byte) (fits ? useCount[feature] : UserBlock.MANY_USES);
                first[at] = (byte) (fits ? firstUse[feature] : 0);
                days[at] = (byte) (fits ? useDays[feature] : 0);
            }
        }
        beginUser();
    }

    /** Takes the figures of some users as they were. */
    void copyUsers(UserBlock source, int fromUser, int toUser) {
        activeDays.copyUsers(source, fromUser, toUser);
        UsageColumns from = source.events.usage();
        int at = fromUser * features;
        int length = (toUser - fromUser) * features;
        System.arraycopy(from.uses(), at, uses, at, length);
        System.arraycopy(from.first(), at, first, at, length);
        System.arraycopy(from.days(), at, days, at, length);
    }

    int[] activeStart() {
        return activeDays.start();
    }

    PackedColumn activeKeys() {
        return activeDays.keys();
    }

    UsageColumns usage() {
        return new UsageColumns(features, uses, first, days);
    }
}
