package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.ProjectCalendar;

/** Cuts the days of a block anew, by another calendar than the one it was written with; times and everything else are shared. */
final class DayRecut {
    private final ProjectCalendar calendar;
    private final DayCut days;

    DayRecut(ProjectCalendar calendar, EventTypes types, int features) {
        this.calendar = calendar;
        this.days = new DayCut(calendar, types, features);
    }

    UserBlock recut(UserBlock block) {
        int[] signupDays = new int[block.size()];
        days.begin(block.size(), null);
        for (int user = 0; user < block.size(); user++) {
            signupDays[user] = block.hasProfile(user) ? calendar.dayOf(block.signupAt(user)) : 0;
            for (int event = block.eventStart(user); event < block.eventStart(user + 1); event++) {
                days.add(block.type(event), block.time(event));
            }
            days.endUser(user, block.signupAt(user));
        }
        return block.withDays(PackedColumn.of(signupDays, signupDays.length), days);
    }
}
