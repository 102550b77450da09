package dev.lodestar.datagen;

import java.time.LocalDate;

/**
 * Writes instants as ISO 8601 in UTC with milliseconds, {@code 2026-03-01T12:34:56.789Z}, for years 1970 to 9999. Keeps the
 * last date: a user's events lie close together, and formatting is most of the cost of writing them.
 */
final class Timestamps {

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int DATE_LENGTH = 10;

    private final char[] text = "1970-01-01T00:00:00.000Z".toCharArray();
    private long epochDay;

    String format(long epochMillis) {
        long day = Math.floorDiv(epochMillis, MILLIS_PER_DAY);
        if (day != epochDay) {
            LocalDate.ofEpochDay(day).toString().getChars(0, DATE_LENGTH, text, 0);
            epochDay = day;
        }
        int millis = Math.floorMod(epochMillis, (int) MILLIS_PER_DAY);
        put(11, 2, millis / 3_600_000);
        put(14, 2, millis / 60_000 % 60);
        put(17, 2, millis / 1_000 % 60);
        put(20, 3, millis % 1_000);
        return new String(text);
    }

    private void put(int start, int digits, int value) {
        int rest = value;
        for (int i = start + digits - 1; i >= start; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
