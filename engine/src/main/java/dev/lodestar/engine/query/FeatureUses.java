package dev.lodestar.engine.query;

import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;

/**
 * How often one user used each feature in some time, on how many days, and when first, counted from the events. Reused from user to user.
 */
final class FeatureUses {
    private final EventTypes types;
    private final ProjectCalendar calendar;
    private final int[] count;
    private final int[] first;
    private final int[] days;
    private final int[] lastDay;
    private final int[] dayBefore;

    FeatureUses(TimelineView view, int features) {
        this.types = view.eventTypes();
        this.calendar = view.calendar();
        this.count = new int[features];
        this.first = new int[features];
        this.days = new int[features];
        this.lastDay = new int[features];
        this.dayBefore = new int[features];
    }

    /** Takes a user's uses from an instant up to another. */
    void collect(UserBlock block, int user, long fromMillis, long toMillis) {
        scan(block, block.firstEventAt(user, fromMillis), block.firstEventAt(user, toMillis));
    }

    private void scan(UserBlock block, int start, int end) {
        Arrays.fill(count, 0);
        Arrays.fill(days, 0);
        Arrays.fill(lastDay, Integer.MIN_VALUE);
        Arrays.fill(dayBefore, Integer.MIN_VALUE);
        for (int event = start; event < end; event++) {
            long used = types.featureMaskOf(block.type(event));
            if (used != 0) {
                int day = calendar.dayOf(block.time(event));
                for (long rest = used; rest != 0; rest &= rest - 1) {
                    use(Long.numberOfTrailingZeros(rest), event, day);
                }
            }
        }
    }

    /** Days ascend but for the hour after a clock was put back over midnight, in which the day before comes once more. */
    private void use(int feature, int event, int day) {
        if (count[feature]++ == 0) {
            first[feature] = event;
        }
        if (day > lastDay[feature]) {
            days[feature]++;
            dayBefore[feature] = lastDay[feature];
            lastDay[feature] = day;
        } else if (day < lastDay[feature] && day > dayBefore[feature]) {
            days[feature]++;
            dayBefore[feature] = day;
        }
    }

    /** Uses of a feature. */
    int count(int feature) {
        return count[feature];
    }

    /** The first of them, without meaning where there is none. */
    int firstEvent(int feature) {
        return first[feature];
    }

    /** Days with a use. */
    int days(int feature) {
        return days[feature];
    }
}
