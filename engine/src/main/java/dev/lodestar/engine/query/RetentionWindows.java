package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;

/** Counts the retention in rolling windows after signup by events that are told by their type. */
final class RetentionWindows extends RetentionScan {
    private final PeriodTable periods;
    private final DayRange range;
    private final AttributeGroups groups;
    private final EventMatcher returns;
    private final int windowDays;
    private final long windowMillis;
    private final long toMillis;

    RetentionWindows(RetentionQuery query, TimelineView view, PeriodTable periods) {
        super(query, periods.size());
        this.periods = periods;
        this.range = query.range();
        this.groups = AttributeGroups.of(view, query.definition().breakdown(), query.groups());
        this.returns = EventMatcher.of(view, query.definition().returnEvent());
        this.windowDays = RetentionQuery.windowDays(query.definition().period());
        this.windowMillis = windowDays * ProjectCalendar.DAY_MILLIS;
        this.toMillis = view.calendar().startOf(range.to());
    }

    /** Whether this way is open to a definition. */
    static boolean suffice(RetentionDefinition definition) {
        return definition.mode() == RetentionMode.ROLLING
                && definition.cohortEvent() == null
                && definition.minimumOccurrences() == 1
                && definition.returnEvent().filters().isEmpty();
    }

    @Override
    int columns(int cohort) {
        return (range.to() - periods.firstDay(cohort)) / windowDays + 1;
    }

    @Override
    public void visit(UserBlock block, int[] users, int count) {
        for (int i = 0; i < count; i++) {
            int user = users[i];
            if (block.hasProfile(user) && range.contains(block.signupDay(user))) {
                int cohort = periods.indexOf(block.signupDay(user));
                count(block, user, rowOf(groups.of(block, user), cohort, 1));
            }
        }
    }

    private void count(UserBlock block, int user, long[] row) {
        long signupAt = block.signupAt(user);
        int end = block.firstEventAt(user, toMillis);
        long counted = signupAt;
        for (int event = block.firstEventAt(user, signupAt); event < end; event++) {
            long time = block.time(event);
            if (time >= counted && returns.admitsType(block.type(event))) {
                int window = (int) ((time - signupAt) / windowMillis);
                row[1 + window]++;
                counted = signupAt + (window + 1) * windowMillis;
            }
        }
    }
}
