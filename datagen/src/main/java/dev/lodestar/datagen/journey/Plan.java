package dev.lodestar.datagen.journey;

import java.util.Locale;

/** What a user pays for, in US cents a seat and month. */
public enum Plan {
    FREE(0),
    PLUS(1_000),
    BUSINESS(1_800),
    ENTERPRISE(3_000);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final int centsPerSeat;

    Plan(int centsPerSeat) {
        this.centsPerSeat = centsPerSeat;
    }

    /** The name in the files. */
    public String wireName() {
        return wireName;
    }

    /** Price of a seat for a month. */
    public int centsPerSeat() {
        return centsPerSeat;
    }

    /** The plan that a paying user of the segment is on. */
    static Plan of(Segment segment) {
        return switch (segment) {
            case INDIVIDUAL, STARTUP -> PLUS;
            case SMB -> BUSINESS;
            case ENTERPRISE -> ENTERPRISE;
        };
    }
}
