package dev.lodestar.datagen.journey;

import java.util.List;

/**
 * A user and all they did before the end of the data.
 *
 * @param index    0-based; in the order of signups, up to a day
 * @param signupAt milliseconds since the epoch; no event is earlier
 * @param plan     at the end of the data
 * @param churned  whether the user has left for good before the end of the data
 * @param events   in the order of time
 */
public record SyntheticUser(
        long index, long signupAt, Traits traits, Plan plan, boolean churned, List<SyntheticEvent> events) {

    /** The {@code user_id} of the files. */
    public String id() {
        return "u" + (index + 1);
    }
}
