package dev.lodestar.engine.analysis;

import dev.lodestar.engine.query.ExtentQuery;
import dev.lodestar.engine.query.Span;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.ProjectCalendar;
import java.time.LocalDate;

/**
 * What the data hold at all, whatever is filtered: the default range, and which kinds of figures can be had.
 *
 * @param firstDay the day of the first event or signup, whichever is earlier; today where there is neither
 * @param defaultTo the day after that of the last event (where there is none, of the last signup), but never after the day after
 *     today; today where there is neither
 * @param profiles whether any user has a profile
 * @param activity whether any event is active
 * @param workspaces whether any event names a workspace
 * @param revenue whether any event is a revenue event
 */
public record Extent(
        int firstDay, int defaultTo, boolean profiles, boolean activity, boolean workspaces, boolean revenue) {

    static Extent of(Tally tally, ProjectCalendar calendar, LocalDate today) {
        int day = (int) today.toEpochDay();
        Span events = tally.span(ExtentQuery.EVENT_TIMES);
        Span signups = tally.span(ExtentQuery.SIGNUP_TIMES);
        Span all = events == null || signups == null ? (events == null ? signups : events) : events.plus(signups);
        Span last = events == null ? signups : events;
        return new Extent(
                all == null ? day : calendar.dayOf(all.min()),
                last == null ? day : Math.min(calendar.dayOf(last.max()), day) + 1,
                tally.count(ExtentQuery.WITH_PROFILE) > 0,
                tally.count(ExtentQuery.WITH_ACTIVITY) > 0,
                tally.count(ExtentQuery.WITH_WORKSPACE) > 0,
                tally.count(ExtentQuery.WITH_REVENUE) > 0);
    }
}
