package dev.lodestar.kit.wire;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The header that says beside an answer which ingest position its figures cover, so that who passes it on need not read it: the instant at which the newest record
 * was received, then offsets by partition, as in {@code 2026-01-02T03:04:05Z 0:1700,1:1694}; {@code -} in place of an instant that is not known.
 */
public final class PositionHeader {
    public static final String NAME = "Lodestar-As-Of";

    private PositionHeader() {}

    /** The header's value. */
    public static String value(@Nullable Instant time, Map<?, Long> offsets) {
        String partitions = offsets.entrySet().stream()
                .map(offset -> offset.getKey() + ":" + offset.getValue())
                .collect(Collectors.joining(","));
        return (time == null ? "-" : time.toString()) + (partitions.isEmpty() ? "" : " " + partitions);
    }
}
