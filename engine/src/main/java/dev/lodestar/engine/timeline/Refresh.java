package dev.lodestar.engine.timeline;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * How old a view may be for a reader who would rather not wait for a merge. Merging what arrived into a large shard costs tens of milliseconds
 * however little arrived, so it is done beside the readers, and at most twice in the age allowed.
 *
 * @param merger merges, beside the readers
 * @param maxAge how long ago a view may have been complete; a reader who finds an older one merges, and waits
 * @param smallEvents shards of no more events are merged at once for every reader
 */
public record Refresh(Executor merger, Duration maxAge, long smallEvents) {}
