package dev.lodestar.engine.timeline;

/**
 * What a snapshot covers of the log.
 *
 * @param offset the last offset that need not be replayed
 * @param unreadable records up to it that could not be read
 * @param fingerprint of the record at the offset, by which a log that has lost its end and grown again is known for another one
 */
public record SnapshotPosition(long offset, long unreadable, long fingerprint) {}
