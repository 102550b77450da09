package dev.lodestar.engine.timeline;

import java.util.Arrays;

/**
 * Collects the distinct active days of a block's users. Days come in the order of events, which is ascending but for the hour after a
 * clock was put back over midnight.
 */
final class ActiveDays {
    private int[] start = new int[1];
    private int[] days = new int[1024];
    private int size;
    private int userStart;

    void begin(int users) {
        start = new int[users + 1];
        size = 0;
        userStart = 0;
    }

    void add(int day) {
        int position = size;
        while (position > userStart && days[position - 1] > day) {
            position--;
        }
        if (position > userStart && days[position - 1] == day) {
            return;
        }
        reserve(1);
        System.arraycopy(days, position, days, position + 1, size - position);
        days[position] = day;
        size++;
    }

    void copyUser(UserBlock source, int user) {
        int from = source.activeStart(user);
        int length = source.activeStart(user + 1) - from;
        reserve(length);
        System.arraycopy(source.events.activeDay(), from, days, size, length);
        size += length;
    }

    void endUser(int user) {
        start[user + 1] = size;
        userStart = size;
    }

    int[] start() {
        return start;
    }

    int[] days() {
        return Arrays.copyOf(days, size);
    }

    private void reserve(int more) {
        if (size + more > days.length) {
            days = Arrays.copyOf(days, Math.max(size + more, 2 * days.length));
        }
    }
}
