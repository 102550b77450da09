package dev.lodestar.engine.query;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The newest ingest position that an answer covers.
 *
 * @param time when the newest record covered was received; the epoch where there is none
 * @param partitions the offset of the last record covered, by partition
 */
public record AsOf(Instant time, SortedMap<Integer, Long> partitions) {
    /** Nothing covered. */
    public static final AsOf NOTHING = new AsOf(Instant.EPOCH, new TreeMap<>());

    /** The position of one partition. */
    public static AsOf of(int partition, long offset, long newestReceivedAtMillis) {
        return new AsOf(Instant.ofEpochMilli(newestReceivedAtMillis), new TreeMap<>(Map.of(partition, offset)));
    }

    /** What one of them covers; of a partition in both, the offset that both cover. */
    public AsOf plus(AsOf other) {
        SortedMap<Integer, Long> offsets = new TreeMap<>(partitions);
        other.partitions.forEach((partition, offset) -> offsets.merge(partition, offset, Math::min));
        return new AsOf(time.isAfter(other.time) ? time : other.time, offsets);
    }
}
