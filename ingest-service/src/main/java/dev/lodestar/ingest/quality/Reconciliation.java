package dev.lodestar.ingest.quality;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * received = stored + duplicate + quarantined (+ dead letters, + what is still pending), by data set and hour of receipt.
 *
 * <p>The edge books a row when the broker has it; the warehouse writer books the fate of every record it reads, in the transaction that moves
 * its position on. A service that dies between the two leaves rows in the log that it never acknowledged: the log is the truth, so these count as
 * received.
 *
 * @param pending rows that the broker has acknowledged and the warehouse has not read yet
 * @param balanced whether every record of the log up to the warehouse's position has exactly one fate
 * @param log the same by partition of the log
 * @param warehouse null unless asked for
 */
public record Reconciliation(
        List<Hour> hours,
        long pending,
        boolean balanced,
        List<LogCheck> log,
        @Nullable WarehouseCheck warehouse) {
    /**
     * One hour of one data set.
     *
     * @param received rows that came in, with the unacknowledged ones
     * @param unacknowledged rows in the log that no edge booked, because the service died before it could answer
     * @param stored rows that are in the warehouse because of what was received in this hour
     * @param duplicate repeats within a request, and rows that were there already or changed nothing
     * @param quarantined refused at the edge, and conflicts found by the warehouse writer
     */
    public record Hour(
            String dataSet,
            Instant hour,
            long received,
            long unacknowledged,
            long stored,
            long duplicate,
            long quarantined,
            long deadLetters,
            long pending) {}

    /**
     * A partition of the timeline's log.
     *
     * @param read records up to the warehouse's position
     * @param booked fates the warehouse writer gave to them
     */
    public record LogCheck(int partition, long read, long booked) {
        boolean balanced() {
            return read == booked;
        }
    }

    /**
     * The warehouse counted against the books.
     *
     * @param rows rows of the tables now
     * @param eventsBooked events that were stored by the books; more than there are rows after an erasure
     */
    public record WarehouseCheck(Map<String, Long> rows, long eventsBooked) {}

    static Reconciliation of(List<BookedCount> counts, List<LogCheck> log) {
        Map<List<Object>, Map<String, Long>> byHour = new LinkedHashMap<>();
        for (BookedCount count : counts) {
            Instant hour = count.quarter().truncatedTo(ChronoUnit.HOURS);
            byHour.computeIfAbsent(List.of(count.dataSet(), hour), ignored -> new LinkedHashMap<>())
                    .merge(count.code(), count.count(), Long::sum);
        }
        List<Hour> hours = new ArrayList<>();
        byHour.forEach((key, fates) -> hours.add(hour((String) key.get(0), (Instant) key.get(1), fates)));
        long pending = hours.stream().mapToLong(Hour::pending).sum();
        return new Reconciliation(hours, pending, log.stream().allMatch(LogCheck::balanced), log, null);
    }

    Reconciliation with(WarehouseCheck check) {
        return new Reconciliation(hours, pending, balanced, log, check);
    }

    private static Hour hour(String dataSet, Instant hour, Map<String, Long> fates) {
        long booked = count(fates, Fate.RECEIVED);
        long stored = count(fates, Fate.STORED);
        long duplicate = count(fates, Fate.DUPLICATE) + count(fates, Fate.STORED_BEFORE);
        long quarantined = count(fates, Fate.QUARANTINED);
        long deadLetters = count(fates, Fate.DEAD_LETTER);
        long settled = stored + duplicate + quarantined + deadLetters;
        long received = Math.max(booked, settled);
        return new Hour(
                dataSet,
                hour,
                received,
                received - booked,
                stored,
                duplicate,
                quarantined,
                deadLetters,
                received - settled);
    }

    private static long count(Map<String, Long> fates, Fate fate) {
        return fates.getOrDefault(fate.wireName(), 0L);
    }
}
