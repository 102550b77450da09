package dev.lodestar.engine.time;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The calendar periods that series and cohorts are cut into. */
public enum CalendarPeriod {
    DAILY,
    WEEKLY,
    MONTHLY,
    QUARTERLY;

    /** The name on the wire: {@code daily}, {@code weekly}, {@code monthly}, {@code quarterly}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The period of that wire name, or empty where there is none. */
    public static Optional<CalendarPeriod> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(period -> period.wireName().equals(name))
                .findFirst();
    }
}
