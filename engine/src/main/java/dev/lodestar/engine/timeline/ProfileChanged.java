package dev.lodestar.engine.timeline;

import java.util.Map;
import java.util.UUID;

/**
 * A user's profile was written as a whole. The last write wins by {@code updatedAtMillis} where both writes have one (a tie goes to the
 * later arrival), else by arrival.
 *
 * @param user the user's pseudonym
 * @param signupAtMillis the instant of signup; midnight in the project's zone where only the date is known
 * @param updatedAtMillis when the source wrote it, 0 where it did not say
 * @param receivedAtMillis when Lodestar received it
 * @param attributes segment, channel, plan_type and any others; an empty value counts as absent
 */
public record ProfileChanged(
        UUID user, long signupAtMillis, long updatedAtMillis, long receivedAtMillis, Map<String, String> attributes)
        implements TimelineChange {}
