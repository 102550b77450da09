package dev.lodestar.report.notification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param outcome what becomes of the notification if this is its last attempt
 * @param status status of HTTP or reply code of SMTP, where there was one
 * @param error why it failed, without the address; of one that was delivered what it fell short of, null where that is nothing
 * @param last whether trying again cannot help
 * @param notBefore how long the receiver asks to be left alone
 */
record Attempt(
        Outcome outcome,
        @Nullable Integer status,
        @Nullable String error,
        boolean last,
        @Nullable Duration notBefore) {
    static Attempt delivered(@Nullable Integer status) {
        return new Attempt(Outcome.DELIVERED, status, null, true, null);
    }

    static Attempt deliveredInPart(@Nullable Integer status, String but) {
        return new Attempt(Outcome.DELIVERED, status, but, true, null);
    }

    static Attempt failed(@Nullable Integer status, String error, @Nullable Duration notBefore) {
        return new Attempt(Outcome.FAILED, status, error, false, notBefore);
    }

    static Attempt refused(@Nullable Integer status, String error) {
        return new Attempt(Outcome.FAILED, status, error, true, null);
    }

    /** Nobody wants it any more, which is nobody's failure. */
    static Attempt dropped(String why) {
        return new Attempt(Outcome.DROPPED, null, why, true, null);
    }
}
