package dev.lodestar.report.notification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param status status of HTTP or reply code of SMTP, where there was one
 * @param error why it failed, without the address; of one that was delivered what it fell short of, null where that is nothing
 * @param last whether trying again cannot help
 * @param notBefore how long the receiver asks to be left alone
 */
record Attempt(
        boolean delivered,
        @Nullable Integer status,
        @Nullable String error,
        boolean last,
        @Nullable Duration notBefore) {
    static Attempt delivered(@Nullable Integer status) {
        return new Attempt(true, status, null, true, null);
    }

    static Attempt deliveredInPart(@Nullable Integer status, String but) {
        return new Attempt(true, status, but, true, null);
    }

    static Attempt failed(@Nullable Integer status, String error, @Nullable Duration notBefore) {
        return new Attempt(false, status, error, false, notBefore);
    }

    static Attempt refused(@Nullable Integer status, String error) {
        return new Attempt(false, status, error, true, null);
    }
}
