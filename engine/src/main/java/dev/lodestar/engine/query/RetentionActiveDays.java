package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts the retention by calendar periods after signup by any activity, for which the days tell all on which users were active. */
final class RetentionActiveDays extends RetentionScan {
    private static final int NO_COHORT = -1;

    private final PeriodTable periods;
    private final DayRange range;
    private final int[] firstDays;
    private final AttributeGroups groups;
    private final boolean orAfter;
    private final @Nullable ReturnsByRow byRow;
    private final int[] groupOf = new int[UserBlock.CAPACITY];

    RetentionActiveDays(RetentionQuery query, TimelineView view, PeriodTable periods) {
        super(query, periods.size());
        this.periods = periods;
        this.range = query.range();
        this.firstDays =
                IntStream.range(0, periods.size()).map(periods::firstDay).toArray();
        this.groups = AttributeGroups.of(view, query.definition().breakdown(), query.groups());
        this.orAfter = query.definition().mode() == RetentionMode.ON_OR_AFTER;
        this.byRow = orAfter
                ? null
                : ReturnsByRow.of(
                        query.definition().period(),
                        periods,
                        range.to(),
                        query.groups().size() + 1);
    }

    /** Whether they tell all about a definition. */
    static boolean suffice(RetentionDefinition definition) {
        boolean byCalendar = definition.mode() == RetentionMode.ON || definition.mode() == RetentionMode.ON_OR_AFTER;
        return byCalendar
                && definition.cohortEvent() == null
                && definition.minimumOccurrences() == 1
                && definition.returnEvent().equals(EventCondition.ANY_ACTIVE);
    }

    @Override
    int columns(int cohort) {
        return periods.size() - cohort;
    }

    @Override
    public void visit(UserBlock block, int[] users, int count) {
        if (byRow != null && ActiveDayRows.areFasterFor(count, block) && byRow.holds(block)) {
            visit(block, users, count, byRow);
            return;
        }
        for (int i = 0; i < count; i++) {
            int user = users[i];
            if (isAsked(block, user)) {
                int cohort = periods.indexOf(block.signupDay(user));
                count(block, user, cohort, rowOf(groups.of(block, user), cohort, 1));
            }
        }
    }

    /** Whether a user is in a cohort of the range. */
    private boolean isAsked(UserBlock block, int user) {
        return block.hasProfile(user) && range.contains(block.signupDay(user));
    }

    private void visit(UserBlock block, int[] users, int count, ReturnsByRow together) {
        int cohortOfAll = count == block.size() ? cohortOfAll(block) : NO_COHORT;
        if (cohortOfAll != NO_COHORT && !groups.areSeveral()) {
            together.countAll(block, groups.of(block, 0), cohortOfAll);
            return;
        }
        together.begin(block);
        groups.copyTo(groupOf, block);
        for (int i = 0; i < count; i++) {
            int user = users[i];
            if (isAsked(block, user)) {
                together.ask(block, user, groupOf[user], periods.indexOf(block.signupDay(user)));
            }
        }
        together.count();
    }

    /** The cohort of all users of a block, as of almost every block where users come as they sign up. */
    private int cohortOfAll(UserBlock block) {
        if (!isAsked(block, 0)) {
            return NO_COHORT;
        }
        int cohort = periods.indexOf(block.signupDay(0));
        int from = Math.max(periods.firstDay(cohort), range.from());
        int to = Math.min(periods.firstDay(cohort + 1), range.to());
        return block.allSignedUpWithin(from, to) ? cohort : NO_COHORT;
    }

    private void count(UserBlock block, int user, int cohort, long[] row) {
        int end = block.firstActiveRowFrom(user, range.to());
        int first = block.firstActiveRowFrom(user, firstDays[cohort]);
        if (orAfter) {
            int last = first < end ? periods.indexOf(block.activeDay(end - 1)) - cohort : -1;
            for (int age = 0; age <= last; age++) {
                row[1 + age]++;
            }
            return;
        }
        int last = -1;
        for (int active = first; active < end; active++) {
            int age = periods.indexOf(block.activeDay(active)) - cohort;
            row[1 + age] += age == last ? 0 : 1;
            last = age;
        }
    }

    @Override
    Map<String, long[]> rows() {
        if (byRow != null) {
            addAll(byRow);
        }
        return super.rows();
    }

    private void addAll(ReturnsByRow counted) {
        for (int group = 0; group < groupCount(); group++) {
            for (int cohort = 0; cohort < periods.size(); cohort++) {
                int size = counted.size(group, cohort);
                if (size > 0) {
                    counted.addTo(group, cohort, rowOf(group, cohort, size));
                }
            }
        }
    }
}
