package dev.lodestar.growth.observation.domain;

/**
 * One column of the pooled monthly retention.
 *
 * @param age months after signup, 0 for the month of signup
 * @param active users active at that age
 * @param size users of the cohorts whose column is complete
 */
public record RetentionPoint(int age, long active, long size) {

    public RetentionPoint {
        if (age < 0 || size <= 0 || active < 0 || active > size) {
            throw new IllegalArgumentException("0 <= active <= size, size > 0 and age >= 0 must hold");
        }
    }
}
