package dev.lodestar.ingest.validation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.OptionalLong;

/**
 * Reads timestamps into milliseconds since the epoch: {@code 2026-03-01T12:30:00.123+02:00}, with a blank for the T, seconds and fraction
 * optional, {@code Z}, {@code UTC} or an offset, or none of these; or a date alone. What has no offset is local time of the project's zone:
 * midnight for a date, the earlier of the two instants where the clock is set back, moved on by the gap's length where it is set forward.
 * Finer digits than milliseconds are cut off.
 *
 * <p>Written out by hand because this runs for every row: a tenth of the time of a {@code DateTimeFormatter} with optional parts.
 */
final class Timestamps {
    private static final int DATE_LENGTH = 10;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MILLIS_PER_DAY = 86_400_000L;

    private final ZoneId zone;

    Timestamps(ZoneId zone) {
        this.zone = zone;
    }

    /** Empty when the text is no timestamp. */
    OptionalLong parse(String text) {
        try {
            return OptionalLong.of(new Cursor(text.strip()).read(zone));
        } catch (DateTimeException noTimestamp) {
            return OptionalLong.empty();
        }
    }

    private static final class Cursor {
        private final String text;
        private int position;

        Cursor(String text) {
            this.text = text;
        }

        long read(ZoneId zone) {
            LocalDate date = date();
            if (position == text.length()) {
                return date.atStartOfDay(zone).toInstant().toEpochMilli();
            }
            if (!accept('T') && !accept('t') && !accept(' ')) {
                throw unreadable();
            }
            long nanoOfDay = nanoOfDay();
            if (position == text.length()) {
                LocalDateTime local = LocalDateTime.of(date, LocalTime.ofNanoOfDay(nanoOfDay));
                return local.atZone(zone).toInstant().toEpochMilli();
            }
            long offsetMillis = offsetSeconds() * 1000L;
            if (position != text.length()) {
                throw unreadable();
            }
            return date.toEpochDay() * MILLIS_PER_DAY + nanoOfDay / NANOS_PER_MILLI - offsetMillis;
        }

        private LocalDate date() {
            if (text.length() < DATE_LENGTH) {
                throw unreadable();
            }
            int year = digits(4);
            expect('-');
            int month = digits(2);
            expect('-');
            return LocalDate.of(year, month, digits(2));
        }

        private long nanoOfDay() {
            int hour = digits(2);
            expect(':');
            int minute = digits(2);
            int second = 0;
            int nanos = 0;
            if (accept(':')) {
                second = digits(2);
                nanos = accept('.') || accept(',') ? fraction() : 0;
            }
            if (hour > 23 || minute > 59 || second > 59) {
                throw unreadable();
            }
            return ((hour * 60L + minute) * 60 + second) * NANOS_PER_SECOND + nanos;
        }

        private int fraction() {
            int first = position;
            int nanos = 0;
            int weight = 100_000_000;
            while (position < text.length() && isDigit(text.charAt(position))) {
                nanos += (text.charAt(position++) - '0') * weight;
                weight /= 10;
            }
            if (position == first) {
                throw unreadable();
            }
            return nanos;
        }

        private int offsetSeconds() {
            boolean spaced = accept(' ');
            if (accept('Z') || accept('z')) {
                return 0;
            }
            if (spaced && text.startsWith("UTC", position)) {
                position += 3;
                return 0;
            }
            int sign = accept('-') ? -1 : 1;
            if (sign > 0) {
                expect('+');
            }
            int hours = digits(2);
            int minutes = 0;
            if (accept(':') || position < text.length()) {
                minutes = digits(2);
            }
            if (hours > 18 || minutes > 59) {
                throw unreadable();
            }
            return sign * (hours * 3600 + minutes * 60);
        }

        private int digits(int count) {
            if (position + count > text.length()) {
                throw unreadable();
            }
            int value = 0;
            for (int i = 0; i < count; i++) {
                char c = text.charAt(position++);
                if (!isDigit(c)) {
                    throw unreadable();
                }
                value = value * 10 + c - '0';
            }
            return value;
        }

        private boolean accept(char c) {
            if (position < text.length() && text.charAt(position) == c) {
                position++;
                return true;
            }
            return false;
        }

        private void expect(char c) {
            if (!accept(c)) {
                throw unreadable();
            }
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static DateTimeException unreadable() {
            return new DateTimeException("no timestamp");
        }
    }
}
