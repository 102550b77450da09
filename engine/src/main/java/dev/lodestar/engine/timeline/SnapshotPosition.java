package dev.lodestar.engine.timeline;

/**
 * What a snapshot covers of the log.
 *
 * @param offset the last offset that need not be replayed
 * @param unreadable records up to it that could not be read
 */
public record SnapshotPosition(long offset, long unreadable) {}
