package dev.lodestar.kit.wire;

import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an answer covers, also where its body has no place for it: a table in CSV says neither what it lacks nor what may lag. */
public final class CoverageHeaders {
    /** The share of partitions that answered, 0 to 1, as {@code completeness} of a JSON body. */
    public static final String COMPLETENESS = "Lodestar-Completeness";

    /** Partitions that a copy answered which may lag behind the log, as {@code as_of.stale_partitions} of a JSON body; missing where there is none. */
    public static final String STALE_PARTITIONS = "Lodestar-Stale-Partitions";

    private CoverageHeaders() {}

    /** The value of {@link #STALE_PARTITIONS}; null, which is no header, for none. */
    public static @Nullable String stale(SortedSet<Integer> partitions) {
        return partitions.isEmpty()
                ? null
                : partitions.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
