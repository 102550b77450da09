package dev.lodestar.ingest.quality;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * received = stored + duplicate + quarantined (+ dead letters, + what is still pending), by data set and hour of receipt.
 *
 * @param pending rows that the broker has acknowledged and the warehouse has not read yet
 * @param balanced whether nothing is unaccounted for: every row that was received has a fate or is pending, none has two
 * @param warehouse null unless asked for
 */
public record Reconciliation(
        List<Hour> hours,
        long pending,
        boolean balanced,
        @Nullable WarehouseCheck warehouse) {
    /**
     * One hour of one data set.
     *
     * @param stored rows that are in the warehouse because of what was received in this hour
     * @param duplicate repeats within a request, and rows that were there already or changed nothing
     * @param quarantined refused at the edge, and conflicts found by the warehouse writer
     */
    public record Hour(
            String dataSet,
            Instant hour,
            long received,
            long stored,
            long duplicate,
            long quarantined,
            long deadLetters,
            long pending) {}

    /**
     * The warehouse counted against the books.
     *
     * @param rows rows of the tables now
     * @param eventsBooked events that were stored by the books; more than there are rows after an erasure
     */
    public record WarehouseCheck(Map<String, Long> rows, long eventsBooked) {}

    static Reconciliation of(List<BookedCount> counts) {
        Map<List<Object>, Map<String, Long>> byHour = new LinkedHashMap<>();
        for (BookedCount count : counts) {
            byHour.computeIfAbsent(List.of(count.dataSet(), count.hour()), ignored -> new LinkedHashMap<>())
                    .put(count.code(), count.count());
        }
        List<Hour> hours = new ArrayList<>();
        byHour.forEach((key, fates) -> hours.add(hour((String) key.get(0), (Instant) key.get(1), fates)));
        long pending = hours.stream().mapToLong(Hour::pending).sum();
        return new Reconciliation(hours, pending, hours.stream().allMatch(hour -> hour.pending() >= 0), null);
    }

    Reconciliation with(WarehouseCheck check) {
        return new Reconciliation(hours, pending, balanced, check);
    }

    private static Hour hour(String dataSet, Instant hour, Map<String, Long> fates) {
        long received = count(fates, Fate.RECEIVED);
        long stored = count(fates, Fate.STORED);
        long duplicate = count(fates, Fate.DUPLICATE) + count(fates, Fate.STORED_BEFORE);
        long quarantined = count(fates, Fate.QUARANTINED);
        long deadLetters = count(fates, Fate.DEAD_LETTER);
        long pending = received - stored - duplicate - quarantined - deadLetters;
        return new Hour(dataSet, hour, received, stored, duplicate, quarantined, deadLetters, pending);
    }

    private static long count(Map<String, Long> fates, Fate fate) {
        return fates.getOrDefault(fate.wireName(), 0L);
    }
}
