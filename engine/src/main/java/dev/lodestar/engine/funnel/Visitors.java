package dev.lodestar.engine.funnel;

import dev.lodestar.engine.acquisition.AcquisitionAnalysis;
import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The visitors at the top of the funnel: all of the range for the whole funnel, the channel's own in a breakdown by channel. They cannot
 * be split by another attribute, nor filtered at all.
 */
final class Visitors {
    private static final String CHANNEL = "channel";

    private final Map<String, Long> byChannel = new TreeMap<>();
    private final boolean filtered;

    Visitors(List<DailyAcquisition> acquisition, Inquiry inquiry) {
        AcquisitionAnalysis.inRange(acquisition, inquiry)
                .forEach(row -> byChannel.merge(row.channel(), row.visitors(), Math::addExact));
        this.filtered = !inquiry.filters().isEmpty();
    }

    /**
     * A number of visitors, or the reason why it is not known.
     *
     * @param count the number
     * @param reason why it is null
     */
    record Count(@Nullable Long count, @Nullable String reason) {}

    Count ofAll() {
        if (filtered) {
            return new Count(null, Reason.VISITORS_NOT_SPLIT);
        }
        return byChannel.isEmpty()
                ? new Count(null, Reason.NO_VISITORS)
                : new Count(
                        byChannel.values().stream().mapToLong(Long::longValue).sum(), null);
    }

    Count ofGroup(String attribute, String value) {
        if (filtered || !attribute.equals(CHANNEL)) {
            return new Count(null, Reason.VISITORS_NOT_SPLIT);
        }
        Long visitors = byChannel.get(value);
        return new Count(visitors, visitors == null ? Reason.NO_VISITORS : null);
    }

    /** The values of an attribute that visitors are known of. */
    Set<String> groups(String attribute) {
        return !filtered && attribute.equals(CHANNEL) ? byChannel.keySet() : Set.of();
    }
}
