package dev.lodestar.ingest.warehouse;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;

/** Up to where the warehouse has come: the table {@code warehouse_offset}. */
@ApplicationScoped
public class WarehouseOffsets {
    private static final String READ = """
            select partition, next_offset from warehouse_offset where topic = $1
            """;

    /** Moves on only from a position at or before the batch: a writer that has lost its partition to another one cannot write. */
    private static final String ADVANCE = """
            insert into warehouse_offset (topic, partition, next_offset) values ($1, $2, $4)
            on conflict (topic, partition) do update set next_offset = excluded.next_offset
            where warehouse_offset.next_offset <= $3
            """;

    private final Pool pool;

    WarehouseOffsets(Pool pool) {
        this.pool = pool;
    }

    /** The offset after the last record in the warehouse, per partition that has any. */
    public Uni<Map<Integer, Long>> of(String topic) {
        return pool.preparedQuery(READ).execute(Tuple.of(topic)).map(rows -> {
            Map<Integer, Long> offsets = new TreeMap<>();
            for (Row row : rows) {
                offsets.put(row.getInteger(0), row.getLong(1));
            }
            return offsets;
        });
    }

    /** Moves on past a batch, in the transaction that writes its rows; fails when somebody else has written it already. */
    Uni<Void> advance(SqlConnection connection, PartitionBatch batch) {
        Tuple position =
                Tuple.of(batch.topic(), (short) batch.partition(), batch.firstOffset(), batch.lastOffset() + 1);
        return connection.preparedQuery(ADVANCE).execute(position).map(result -> {
            if (result.rowCount() == 0) {
                throw new IllegalStateException(
                        "another writer has taken over " + batch.topic() + "-" + batch.partition());
            }
            return null;
        });
    }
}
