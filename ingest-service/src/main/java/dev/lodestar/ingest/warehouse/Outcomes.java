package dev.lodestar.ingest.warehouse;

import dev.lodestar.ingest.quality.Fate;
import dev.lodestar.ingest.quality.QualityBooks;
import dev.lodestar.ingest.quarantine.QuarantinedRow;
import dev.lodestar.ingest.validation.DataSet;
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
    private final QualityBooks.Page entries = new QualityBooks.Page();
    private final Map<UUID, Map<Fate, Long>> byImport = new TreeMap<>();
    private final List<QuarantinedRow> conflicts = new ArrayList<>();

    void add(DataSet dataSet, Instant receivedAt, @Nullable UUID importId, Fate fate) {
        entries.add(dataSet.wireName(), receivedAt, fate.wireName(), 1);
        if (importId != null) {
            byImport.computeIfAbsent(importId, ignored -> new EnumMap<>(Fate.class))
                    .merge(fate, 1L, Long::sum);
        }
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
        return entries;
    }

    List<QuarantinedRow> conflicts() {
        return conflicts;
    }

    List<UUID> imports() {
        return List.copyOf(byImport.keySet());
    }

    /** For each of {@link #imports()}, how many of its records met a fate. */
    Long[] counts(Fate fate) {
        return byImport.values().stream()
                .map(fates -> fates.getOrDefault(fate, 0L))
                .toArray(Long[]::new);
    }
}
