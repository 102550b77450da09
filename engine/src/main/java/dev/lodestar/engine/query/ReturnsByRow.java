package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.UserBlock;
import org.jspecify.annotations.Nullable;

/**
 * Counts users by group, cohort and calendar period in which they were active, for blocks all of whose active days lie in the periods.
 *
 * <p>A user counts in a period with the first active day in it: the one whose gap to the active day before reaches back past the period's start. So a
 * look into a table by day and gap tells the period or that the day does not count, and days can be counted without telling one user from the next.
 */
final class ReturnsByRow {
    private static final int GAPS = 1 << UserBlock.GAP_BITS;

    /** More would leave the processor's caches. */
    private static final int MOST_CELLS = 1 << 18;

    /** Days that do not count go to several cells by turns, as waiting for the same cell to be written would take longer than all else. */
    private static final int SPREAD = 16;

    private final int periods;
    private final int firstDay;
    private final int endDay;

    /** How many cells there are for a cohort of a group: its periods, then those of days that do not count. */
    private final int width;

    /** By day and gap: the period, or for a day that does not count a number behind all of them. */
    private final char[] cellOfKey;

    /** By group and cohort: how many users were asked for. */
    private final int[] sizes;

    /** By group, cohort and period, at last those of users who are not asked for. */
    private final int[] cells;

    private final ActiveDayRows rows = new ActiveDayRows();

    private ReturnsByRow(PeriodTable table, int endDay, int groups) {
        this.periods = table.size();
        this.width = widthOf(table);
        this.firstDay = table.firstDay(0);
        this.endDay = endDay;
        this.sizes = new int[groups * periods];
        this.cells = new int[(groups * periods + 1) * width];
        this.cellOfKey = new char[(endDay - firstDay) * GAPS];
        for (int period = 0; period < periods; period++) {
            int start = table.firstDay(period);
            int end = Math.min(table.firstDay(period + 1), endDay);
            for (int key = (start - firstDay) * GAPS; key < (end - firstDay) * GAPS; key++) {
                int age = key / GAPS + firstDay - start;
                cellOfKey[key] = (char) (key % GAPS > age ? period : periods + (age & SPREAD - 1));
            }
        }
    }

    /**
     * The way by rows, or null where gaps do not reach far enough back or there are too many periods.
     *
     * @param endDay the day after the last that counts
     * @param groups how many groups of users are told apart
     */
    static @Nullable ReturnsByRow of(CalendarPeriod period, PeriodTable table, int endDay, int groups) {
        boolean isShort = period == CalendarPeriod.WEEKLY || period == CalendarPeriod.MONTHLY;
        long cells = (long) groups * table.size() * widthOf(table);
        return isShort && cells > 0 && cells <= MOST_CELLS ? new ReturnsByRow(table, endDay, groups) : null;
    }

    private static int widthOf(PeriodTable table) {
        return table.size() + SPREAD;
    }

    /** Whether no user of a block was active before the periods or after them. */
    boolean holds(UserBlock block) {
        return block.isActiveOnlyWithin(firstDay, endDay);
    }

    /** Takes a block that {@link #holds}. */
    void begin(UserBlock block) {
        rows.begin(block);
    }

    /** Has a user of that block counted. */
    void ask(UserBlock block, int user, int group, int cohort) {
        sizes[group * periods + cohort]++;
        rows.number(block, user, cell(group, cohort) - unasked());
    }

    private int cell(int group, int cohort) {
        return (group * periods + cohort) * width;
    }

    private int unasked() {
        return cells.length - width;
    }

    /** Counts the users of the block who were asked for. */
    void count() {
        int[] keys = rows.keys;
        int[] steps = rows.steps;
        int size = rows.size;
        char[] cellOf = cellOfKey;
        int[] counts = cells;
        int shift = firstDay * GAPS;
        int first = unasked();
        for (int row = 0; row < size; row++) {
            first += steps[row];
            counts[first + cellOf[keys[row] - shift]]++;
        }
    }

    /** Counts all users of a block that {@link #holds}, who are of one group and cohort. */
    void countAll(UserBlock block, int group, int cohort) {
        sizes[group * periods + cohort] += block.size();
        rows.beginAlike(block);
        int[] keys = rows.keys;
        int size = rows.size;
        char[] cellOf = cellOfKey;
        int[] counts = cells;
        int shift = firstDay * GAPS;
        int first = cell(group, cohort);
        for (int row = 0; row < size; row++) {
            counts[first + cellOf[keys[row] - shift]]++;
        }
    }

    /** How many users of a cohort were counted. */
    int size(int group, int cohort) {
        return sizes[group * periods + cohort];
    }

    /** Adds the users of a cohort active in its periods 0, 1, 2 and so on to a row of retention, behind its size. */
    void addTo(int group, int cohort, long[] row) {
        for (int age = 0; age < periods - cohort; age++) {
            row[1 + age] += cells[cell(group, cohort) + cohort + age];
        }
    }
}
