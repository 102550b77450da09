package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.ProjectCalendar;

/** Cuts the days of a block anew, by another calendar than the one it was written with; times and everything else are shared. */
final class DayRecut {
    private final ProjectCalendar calendar;
    private final EventTypes types;
    private final ActiveDays activeDays = new ActiveDays();

    DayRecut(ProjectCalendar calendar, EventTypes types) {
        this.calendar = calendar;
        this.types = types;
    }

    UserBlock recut(UserBlock block) {
        int[] signupDays = new int[block.size()];
        activeDays.begin(block.size());
        for (int user = 0; user < block.size(); user++) {
            signupDays[user] = block.hasProfile(user) ? calendar.dayOf(block.signupAt(user)) : 0;
            for (int event = block.eventStart(user); event < block.eventStart(user + 1); event++) {
                if ((types.traitsOf(block.type(event)) & Trait.ACTIVE) != 0) {
                    activeDays.add(calendar.dayOf(block.time(event)));
                }
            }
            activeDays.endUser(user);
        }
        return block.withDays(signupDays, activeDays.start(), activeDays.keys());
    }
}
