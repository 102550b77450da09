package dev.lodestar.engine.timeline;

import java.util.Arrays;

/**
 * Collects the distinct active days of a block's users as keys: {@code day << GAP_BITS | gap}, the gap being the days since the user's
 * active day before, {@link #MAX_GAP} standing for that many, more and for none; and how many active events each day has. Days come in the order of
 * events, which is ascending but for the hour after a clock was put back over midnight.
 */
final class ActiveDays {
    static final int GAP_BITS = 5;
    static final int MAX_GAP = (1 << GAP_BITS) - 1;
    static final int MANY_EVENTS = 255;

    private int[] start = new int[1];
    private int[] rows = new int[1024];

    /** By row: how many active events the day has, up to {@link #MANY_EVENTS}. */
    private byte[] events = new byte[1024];

    private int size;
    private int userStart;

    void begin(int users) {
        start = new int[users + 1];
        size = 0;
        userStart = 0;
    }

    /** Adds an active event of the user whose turn it is. */
    void add(int day) {
        int position = size;
        while (position > userStart && rows[position - 1] > day) {
            position--;
        }
        if (position > userStart && rows[position - 1] == day) {
            events[position - 1] += (byte) (events[position - 1] == (byte) MANY_EVENTS ? 0 : 1);
            return;
        }
        reserve(1);
        System.arraycopy(rows, position, rows, position + 1, size - position);
        System.arraycopy(events, position, events, position + 1, size - position);
        rows[position] = day;
        events[position] = 1;
        size++;
    }

    /** Ends a user whose days were added. */
    void endUser(int user) {
        int before = 0;
        for (int row = userStart; row < size; row++) {
            int day = rows[row];
            int gap = row == userStart ? MAX_GAP : Math.min(day - before, MAX_GAP);
            rows[row] = day << GAP_BITS | gap;
            before = day;
        }
        close(user);
    }

    /** Takes the days of some users as they were. */
    void copyUsers(UserBlock source, int fromUser, int toUser) {
        int from = source.activeStart(fromUser);
        int shift = size - from;
        int length = source.activeStart(toUser) - from;
        reserve(length);
        source.events.activeKey().copyTo(from, from + length, rows, size);
        System.arraycopy(source.events.activeEvents(), from, events, size, length);
        for (int user = fromUser; user < toUser; user++) {
            size = source.activeStart(user + 1) + shift;
            close(user);
        }
    }

    private void close(int user) {
        start[user + 1] = size;
        userStart = size;
    }

    int[] start() {
        return start;
    }

    PackedColumn keys() {
        return PackedColumn.of(rows, size);
    }

    byte[] events() {
        return Arrays.copyOf(events, size);
    }

    private void reserve(int more) {
        if (size + more > rows.length) {
            rows = Arrays.copyOf(rows, Math.max(size + more, 2 * rows.length));
            events = Arrays.copyOf(events, rows.length);
        }
    }
}
