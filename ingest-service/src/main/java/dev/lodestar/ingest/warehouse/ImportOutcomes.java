package dev.lodestar.ingest.warehouse;

import dev.lodestar.ingest.quality.Fate;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the warehouse made of the records of each import: the table {@code import_outcome}. */
@ApplicationScoped
public class ImportOutcomes {
    private static final String ADD = """
            insert into import_outcome as known (import_id, partition, stored, duplicates, conflicts)
            select import_id, $2, stored, duplicates, conflicts
            from unnest($1::uuid[], $3::bigint[], $4::bigint[], $5::bigint[])
                as new (import_id, stored, duplicates, conflicts)
            on conflict (import_id, partition) do update set stored = known.stored + excluded.stored,
                duplicates = known.duplicates + excluded.duplicates, conflicts = known.conflicts + excluded.conflicts
            """;

    private static final String READ = """
            select import_id, sum(stored)::bigint, sum(duplicates)::bigint, sum(conflicts)::bigint
            from import_outcome where import_id = any($1::uuid[]) group by import_id
            """;

    private final Pool pool;

    ImportOutcomes(Pool pool) {
        this.pool = pool;
    }

    /**
     * So far, for one import.
     *
     * @param stored rows that are in the warehouse because of it
     * @param duplicates rows that changed nothing there
     * @param conflicts rows that went to the quarantine, another body under a known id
     */
    public record Outcome(long stored, long duplicates, long conflicts) {
        public static final Outcome NONE = new Outcome(0, 0, 0);
    }

    public Uni<Map<UUID, Outcome>> of(Collection<UUID> imports) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(imports.toArray(new UUID[0])))
                .map(rows -> {
                    Map<UUID, Outcome> outcomes = new HashMap<>();
                    for (Row row : rows) {
                        outcomes.put(row.getUUID(0), new Outcome(row.getLong(1), row.getLong(2), row.getLong(3)));
                    }
                    return outcomes;
                });
    }

    Uni<Void> add(SqlConnection connection, int partition, Outcomes outcomes) {
        List<UUID> imports = outcomes.imports();
        if (imports.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(
                        imports.toArray(new UUID[0]),
                        (short) partition,
                        outcomes.counts(Fate.STORED),
                        outcomes.counts(Fate.STORED_BEFORE),
                        outcomes.counts(Fate.QUARANTINED)))
                .replaceWithVoid();
    }
}
