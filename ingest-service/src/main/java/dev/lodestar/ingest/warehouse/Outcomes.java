package dev.lodestar.ingest.warehouse;

import dev.lodestar.ingest.quality.Fate;
import dev.lodestar.ingest.quality.QualityBooks;
import dev.lodestar.ingest.quarantine.QuarantinedRow;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.validation.QualityCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of the records of a batch: for the books, for their imports, and the conflicts among them. Not thread-safe. */
final class Outcomes {
    /** Under this name records are booked that belong to no data set. */
    private static final String LOG = "log";

    private final QualityBooks.Page entries = new QualityBooks.Page();
    private final Map<UUID, Map<Fate, Long>> byImport = new TreeMap<>();
    private final List<QuarantinedRow> conflicts = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private @Nullable Outcome last;
    private long repetitions;
    private boolean repeats;

    /** Neighbours mostly share their outcome, so these are counted first and booked when another one comes. */
    private record Outcome(
            DataSet dataSet, Instant receivedAt, @Nullable UUID importId, Fate fate) {}

    void add(DataSet dataSet, Instant receivedAt, @Nullable UUID importId, Fate fate) {
        Outcome outcome = new Outcome(dataSet, receivedAt, importId, fate);
        if (!outcome.equals(last)) {
            bookLast();
            last = outcome;
        }
        repetitions++;
        repeats |= fate == Fate.STORED_BEFORE || fate == Fate.QUARANTINED;
    }

    /** Whether any of the rows was there before, with the same body or another. */
    boolean hasRepeats() {
        return repeats;
    }

    private void bookLast() {
        if (last == null) {
            return;
        }
        entries.add(last.dataSet().wireName(), last.receivedAt(), last.fate().wireName(), repetitions);
        if (last.importId() != null) {
            byImport.computeIfAbsent(last.importId(), ignored -> new EnumMap<>(Fate.class))
                    .merge(last.fate(), repetitions, Long::sum);
        }
        last = null;
        repetitions = 0;
    }

    /** Something odd about a row that is stored all the same. */
    void addFinding(DataSet dataSet, Instant receivedAt, QualityCode code) {
        entries.add(dataSet.wireName(), receivedAt, code.wireName(), 1);
    }

    /** What is to be done once all of it is committed. */
    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    /** A record that is no row. */
    void addControl(Instant receivedAt) {
        entries.add(LOG, receivedAt, Fate.CONTROL.wireName(), 1);
    }

    void addConflict(QuarantinedRow conflict) {
        add(conflict.dataSet(), conflict.receivedAt(), conflict.importId(), Fate.QUARANTINED);
        entries.add(
                conflict.dataSet().wireName(),
                conflict.receivedAt(),
                conflict.code().wireName(),
                1);
        conflicts.add(conflict);
    }

    QualityBooks.Page entries() {
        bookLast();
        return entries;
    }

    List<QuarantinedRow> conflicts() {
        return conflicts;
    }

    List<UUID> imports() {
        bookLast();
        return List.copyOf(byImport.keySet());
    }

    /** For each of {@link #imports()}, how many of its records met a fate. */
    Long[] counts(Fate fate) {
        bookLast();
        return byImport.values().stream()
                .map(fates -> fates.getOrDefault(fate, 0L))
                .toArray(Long[]::new);
    }
}
