package dev.lodestar.datagen;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What to generate.
 *
 * @param users  how many sign up between {@code from} and {@code to}
 * @param events how many events they make, within 5 %
 * @param seed   the same request gives the same bytes
 * @param from   first day, in the zone
 * @param to     the day after the last
 * @param zone   cuts days and gives them their rhythm
 */
public record GenerationRequest(long users, long events, long seed, LocalDate from, LocalDate to, ZoneId zone) {

    /** More would not be a test any more; keeps every count far from overflow. */
    public static final long MAX_USERS = 1_000_000_000;

    /** A century. */
    public static final long MAX_DAYS = 36_525;

    public GenerationRequest {
        require(users >= 1 && users <= MAX_USERS, "users must be between 1 and " + MAX_USERS);
        require(events >= 1, "events must be at least 1");
        require(from.isBefore(to), "from must be before to");
        require(to.toEpochDay() - from.toEpochDay() <= MAX_DAYS, "the range must not exceed " + MAX_DAYS + " days");
        require(from.getYear() >= 1970 && to.getYear() <= 9999, "the years must lie between 1970 and 9999");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
