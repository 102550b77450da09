package dev.lodestar.host.shard;

import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in the log, not yet decoded.
 *
 * @param type value of the header {@code record-type}, null when it is missing
 */
record LogRecord(byte @Nullable [] type, byte @Nullable [] key, byte @Nullable [] value, long offset) {}
