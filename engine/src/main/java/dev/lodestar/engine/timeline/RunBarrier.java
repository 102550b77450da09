package dev.lodestar.engine.timeline;

/**
 * An analysis run pins the view of the partition here.
 *
 * @param runId the run
 */
public record RunBarrier(String runId) implements TimelineChange {}
