package dev.lodestar.ingest.warehouse;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
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

    private static final String BEGIN = """
            insert into warehouse_offset (topic, partition, next_offset) values ($1, $2, $3)
            on conflict (topic, partition) do nothing
            """;

    private static final String ADVANCE = """
            update warehouse_offset set next_offset = $3 where topic = $1 and partition = $2 and next_offset = $4
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

    /**
     * Moves on past a batch, in the transaction that writes its rows, and only from the very position that the batch continues: it stands further on when another writer has
     * taken over, and further back when a crash of the database took its last transactions back, whose records must be read again first.
     */
    Uni<Void> advance(SqlConnection connection, PartitionBatch batch) {
        Long from = batch.continuesFrom();
        Tuple position = Tuple.of(batch.topic(), (short) batch.partition(), batch.nextOffset());
        Uni<RowSet<Row>> moved = from == null
                ? connection.preparedQuery(BEGIN).execute(position)
                : connection.preparedQuery(ADVANCE).execute(position.addLong(from));
        return moved.map(result -> {
            if (result.rowCount() == 0 || from != null && batch.firstOffset() < from) {
                throw new IllegalStateException("another writer has taken over " + batch.source()
                        + ", or the database has lost its last transactions: the position is not "
                        + (from == null ? "the beginning" : from));
            }
            return null;
        });
    }
}
