package dev.lodestar.ingest.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Erasures of users. */
@ConfigMapping(prefix = "lodestar.erasure")
public interface ErasureConfig {
    /** What becomes of rows under the id of somebody erased, unless the request says otherwise: {@code blocked} or {@code new_person}. */
    @WithDefault("blocked")
    Returning returning();

    /** The services, beside this one, that hold something of single users: an erasure is done when each of them has counted 0. */
    @WithDefault("metrics-service,cohort-service,report-service")
    List<String> services();

    /** How often open erasures are looked at. */
    @WithDefault("PT1S")
    Duration interval();

    /** How long the count before the erasure may take; a store that has not counted by then is erased without. */
    @WithDefault("PT30S")
    Duration countPatience();

    /**
     * How long after the link was cut the last erasure record is written: everything that was being taken in under the pseudonym must stand in the log by then.
     * At least {@code lodestar.pseudonym.cache-time} and {@code lodestar.broker.delivery-timeout} together, and three times {@code lodestar.intake.timeout}, or the start
     * fails: refused rows that take longer than that are not filed.
     */
    @WithDefault("PT2M")
    Duration settleTime();

    /** How long services may be silent before they are asked again. */
    @WithDefault("PT30S")
    Duration askAgain();

    /** How long the broker or the database may take over one step. */
    @WithDefault("PT35S")
    Duration timeout();

    /** Open erasures that are looked at in one round; the oldest come first. */
    @WithDefault("100")
    int roundSize();
}
