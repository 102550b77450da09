package dev.lodestar.growth.observation.domain;

/**
 * One column of the pooled monthly retention.
 *
 * @param age months after signup, 0 for the month of signup
 * @param active users active at that age
 * @param size users of the cohorts whose column is complete
 * @param starters users of these same cohorts who were active in the month of signup
 */
public record RetentionPoint(int age, long active, long size, long starters) {

    public RetentionPoint {
        if (age < 0 || size <= 0 || active < 0 || active > size || starters < 0 || starters > size) {
            throw new IllegalArgumentException(
                    "0 <= active <= size, 0 <= starters <= size, size > 0 and age >= 0 must hold");
        }
    }
}
