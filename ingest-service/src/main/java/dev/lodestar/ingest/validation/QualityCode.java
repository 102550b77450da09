package dev.lodestar.ingest.validation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be wrong with a row: the rules of the data-quality definitions. The wire names are stable. */
public enum QualityCode {
    /** The bytes are no row: a broken quote, no JSON object, not UTF-8, a character that cannot be stored. */
    MALFORMED(true),
    MISSING_USER_ID(true),
    MISSING_TIMESTAMP(true),
    INVALID_TIMESTAMP(true),
    /** More than 24 hours after Lodestar received it. */
    FUTURE_TIMESTAMP(true),
    /** An event type that the tracking plan does not define, or none. */
    UNKNOWN_EVENT_TYPE(true),
    /** A property that the plan does not allow, where the project quarantines these instead of dropping the property. */
    UNKNOWN_PROPERTY(true),
    PROPERTY_TYPE_MISMATCH(true),
    /** A figure or a name of the data set that is missing, no number or out of range. */
    INVALID_VALUE(true),
    OVERSIZED(true),
    /** The user already has an event of this id with another body; the first stays. */
    CONFLICT(true),
    /** The user was erased and may not return; of the row nothing is kept. */
    ERASED_USER(true),
    BEFORE_SIGNUP(false),
    OUT_OF_ORDER(false),
    UNKNOWN_USER(false),
    /** An invoice that names another currency than the project's; its amount counts as it stands. */
    OTHER_CURRENCY(false);

    private final boolean quarantines;

    QualityCode(boolean quarantines) {
        this.quarantines = quarantines;
    }

    /** False for what is stored all the same and only counted. */
    public boolean quarantines() {
        return quarantines;
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
