package dev.lodestar.datagen.journey;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * The days of the range in the project's time zone, how busy each is, and when in a day people are busy. A day of 23 or 25
 * hours has its rhythm squeezed or stretched.
 */
public final class ProductCalendar {

    /** Signups a day at the end of the range, as a multiple of those at its start. */
    public static final double SIGNUP_GROWTH = 4;

    private static final double[] WEEKDAY_WEIGHTS = {1.00, 1.00, 0.98, 0.95, 0.85, 0.42, 0.45};
    private static final double[] HOUR_WEIGHTS = {
        1, 0.6, 0.4, 0.4, 0.6, 1, 2, 4, 7, 9, 10, 9, 7, 8, 9, 9, 8, 7, 5, 4, 4, 3.5, 2.5, 1.6
    };

    private final LocalDate from;
    private final int firstWeekday;
    private final long[] dayStarts;
    private final double[] signupsUntil;
    private final double[] hourUntil;

    public ProductCalendar(LocalDate from, LocalDate to, ZoneId zone) {
        int days = Math.toIntExact(to.toEpochDay() - from.toEpochDay());
        this.from = from;
        this.firstWeekday = from.getDayOfWeek().ordinal();
        this.dayStarts = new long[days + 1];
        double[] signups = new double[days];
        for (int day = 0; day <= days; day++) {
            dayStarts[day] = from.plusDays(day).atStartOfDay(zone).toInstant().toEpochMilli();
            if (day < days) {
                signups[day] = weight(day) * StrictMath.pow(SIGNUP_GROWTH, (double) day / days);
            }
        }
        this.signupsUntil = cumulative(signups);
        this.hourUntil = cumulative(HOUR_WEIGHTS);
    }

    /** The number of days. */
    public int days() {
        return dayStarts.length - 1;
    }

    /** The date of a day by its index. */
    public LocalDate date(int day) {
        return from.plusDays(day);
    }

    /** The first instant after the range, in milliseconds since the epoch. */
    public long end() {
        return dayStarts[days()];
    }

    /** The index of the day that holds the instant, which must lie in the range. */
    public int dayOf(long at) {
        int found = Arrays.binarySearch(dayStarts, at);
        return found >= 0 ? found : -found - 2;
    }

    /** Expected signups of the day as a share of all. */
    double signupShare(int day) {
        return signupsUntil[day] - (day == 0 ? 0 : signupsUntil[day - 1]);
    }

    /** The day on which the given share, in [0, 1), of all signups is reached. */
    int signupDay(double share) {
        return indexOf(signupsUntil, share);
    }

    /** How busy the day is, in (0, 1]. */
    double weight(int day) {
        return WEEKDAY_WEIGHTS[(firstWeekday + day) % WEEKDAY_WEIGHTS.length];
    }

    /** An instant of the day; {@code uniform} in [0, 1) is spread by the rhythm of the hours. */
    long instant(int day, double uniform) {
        int hour = indexOf(hourUntil, uniform);
        double before = hour == 0 ? 0 : hourUntil[hour - 1];
        double within = (uniform - before) / (hourUntil[hour] - before);
        double share = (hour + within) / hourUntil.length;
        long length = dayStarts[day + 1] - dayStarts[day];
        return dayStarts[day] + Math.min((long) (share * length), length - 1);
    }

    private static int indexOf(double[] cumulative, double value) {
        int found = Arrays.binarySearch(cumulative, value);
        return Math.min(found >= 0 ? found + 1 : -found - 1, cumulative.length - 1);
    }

    private static double[] cumulative(double[] weights) {
        double[] sums = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            sums[i] = sum;
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= sum;
        }
        return sums;
    }
}
