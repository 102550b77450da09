package dev.lodestar.engine.timeline;

/**
 * An analysis run pins the view of the partition here. A run may have several, where writing its barriers was tried again; only one of them is
 * where the run reads.
 *
 * @param runId the run
 * @param writtenAtMillis when it was written to the log, in milliseconds since the epoch
 */
public record RunBarrier(String runId, long writtenAtMillis) implements TimelineChange {}
