package dev.lodestar.engine.activation;

/**
 * How many users have each status; together they are all users.
 *
 * @param fast activated within an hour of signup, inclusive
 * @param normal within 24 hours, inclusive
 * @param slow later
 * @param notActivated not before the end of the range
 */
public record ActivationStatuses(long fast, long normal, long slow, long notActivated) {}
