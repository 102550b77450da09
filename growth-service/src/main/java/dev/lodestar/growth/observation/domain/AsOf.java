package dev.lodestar.growth.observation.domain;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest ingest position that a figure covers.
 *
 * @param time null when nothing has been ingested
 * @param partitions offset by partition
 */
public record AsOf(@Nullable Instant time, Map<String, Long> partitions) {

    public static final AsOf NOTHING = new AsOf(null, Map.of());

    /** What both positions cover: the earlier time, and the lower offset of each partition. */
    public AsOf meet(AsOf other) {
        if (equals(NOTHING) || other.equals(NOTHING)) {
            return equals(NOTHING) ? other : this;
        }
        var lower = new TreeMap<>(partitions);
        other.partitions.forEach((partition, offset) -> lower.merge(partition, offset, Math::min));
        return new AsOf(earlier(time, other.time), lower);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
