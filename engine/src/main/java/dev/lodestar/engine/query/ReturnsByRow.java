package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.UserBlock;
import org.jspecify.annotations.Nullable;

/**
 * Counts users by cohort and by calendar period in which they were active, for blocks all of whose active days lie in the periods.
 *
 * <p>A user counts in a period with the first active day in it: the one whose gap to the active day before reaches back past the period's start. So a
 * look into a table by day and gap tells the period or that the day does not count, and days can be counted without telling one user from the next.
 */
final class ReturnsByRow {
    private static final int GAPS = 1 << UserBlock.GAP_BITS;

    /** More cohorts times periods would not fit a {@code char}. */
    private static final int MOST_PERIODS = 250;

    /** Days that do not count go to several cells by turns, as waiting for the same cell to be written would take longer than all else. */
    private static final int SPREAD = 16;

    private final int periods;
    private final int firstDay;
    private final int endDay;

    /** By day and gap: the period, or for a day that does not count a number beyond all cells of any cohort. */
    private final char[] cellOfKey;

    /** By cohort and period, at last those of users who are not asked for; then those of days that do not count. */
    private final int[] cells;

    private final ActiveDayRows rows = new ActiveDayRows();

    private ReturnsByRow(PeriodTable table, int endDay) {
        this.periods = table.size();
        this.firstDay = table.firstDay(0);
        this.endDay = endDay;
        int counted = (periods + 1) * periods;
        this.cells = new int[2 * counted + SPREAD];
        this.cellOfKey = new char[(endDay - firstDay) * GAPS];
        for (int period = 0; period < periods; period++) {
            int start = table.firstDay(period);
            int end = Math.min(table.firstDay(period + 1), endDay);
            for (int key = (start - firstDay) * GAPS; key < (end - firstDay) * GAPS; key++) {
                int age = key / GAPS + firstDay - start;
                cellOfKey[key] = (char) (key % GAPS > age ? period : counted + (age & SPREAD - 1));
            }
        }
    }

    /**
     * The way by rows, or null where gaps do not reach far enough back or there are too many periods.
     *
     * @param endDay the day after the last that counts
     */
    static @Nullable ReturnsByRow of(CalendarPeriod period, PeriodTable table, int endDay) {
        boolean isShort = period == CalendarPeriod.WEEKLY || period == CalendarPeriod.MONTHLY;
        return isShort && table.size() > 0 && table.size() <= MOST_PERIODS ? new ReturnsByRow(table, endDay) : null;
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
    void ask(UserBlock block, int user, int cohort) {
        rows.number(block, user, (cohort - periods) * periods);
    }

    /** Counts the users of the block who were asked for. */
    void count() {
        int[] keys = rows.keys;
        int[] steps = rows.steps;
        int size = rows.size;
        char[] cellOf = cellOfKey;
        int[] counts = cells;
        int shift = firstDay * GAPS;
        int first = periods * periods;
        for (int row = 0; row < size; row++) {
            first += steps[row];
            counts[first + cellOf[keys[row] - shift]]++;
        }
    }

    /** Counts all users of a block that {@link #holds}, who are of one cohort. */
    void countAll(UserBlock block, int cohort) {
        rows.beginAlike(block);
        int[] keys = rows.keys;
        int size = rows.size;
        char[] cellOf = cellOfKey;
        int[] counts = cells;
        int shift = firstDay * GAPS;
        int first = cohort * periods;
        for (int row = 0; row < size; row++) {
            counts[first + cellOf[keys[row] - shift]]++;
        }
    }

    /** Adds the users of a cohort active in its periods 0, 1, 2 and so on to a row of retention, behind its size. */
    void addTo(long[] row, int cohort) {
        for (int age = 0; age < periods - cohort; age++) {
            row[1 + age] += cells[cohort * periods + cohort + age];
        }
    }
}
