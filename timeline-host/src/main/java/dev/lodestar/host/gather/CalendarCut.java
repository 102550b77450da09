package dev.lodestar.host.gather;

import dev.lodestar.engine.time.ProjectCalendar;
import java.time.DayOfWeek;
import java.time.ZoneId;

/**
 * A calendar on its way to a peer.
 *
 * @param timeZone IANA name
 * @param weekStart the first day of a week
 */
record CalendarCut(String timeZone, DayOfWeek weekStart) {
    static CalendarCut of(ProjectCalendar calendar) {
        return new CalendarCut(calendar.zone().getId(), calendar.weekStart());
    }

    ProjectCalendar calendar() {
        return new ProjectCalendar(ZoneId.of(timeZone), weekStart);
    }
}
