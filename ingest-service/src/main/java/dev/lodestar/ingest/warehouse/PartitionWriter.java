package dev.lodestar.ingest.warehouse;

import dev.lodestar.ingest.quality.Fate;
import dev.lodestar.ingest.quality.QualityBooks;
import dev.lodestar.ingest.quarantine.QuarantineWriter;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes a batch of one partition in one transaction: rows, books, outcomes of imports and the new position. A record that the database refuses
 * is found by halving the batch, and put aside.
 */
@ApplicationScoped
class PartitionWriter {
    /**
     * A crash of the database may take back the last transactions, but always rows together with the position behind them; the next batch does not find the position that it
     * continues, and what is gone is read from the log again. So nothing has to wait for the disk here. A statement that waits, as for somebody's lock on the table, ends
     * before its round is given up, so that it does not keep its connection.
     */
    private static final String SETTINGS = "set local synchronous_commit = off; set local statement_timeout = ";

    /** Classes of SQLSTATE that are the record's fault: data exception, integrity violation, program limit exceeded. */
    private static final Set<String> DATA_ERRORS = Set.of("22", "23", "54");

    private static final String UNIQUE_VIOLATION = "23505";

    /** Partitions whose last batch held rows that were there before, as all do while a file is sent again. */
    private final Set<TopicPartition> repeating = ConcurrentHashMap.newKeySet();

    private final Pool pool;
    private final String settings;
    private final WarehouseOffsets offsets;
    private final QualityBooks books;
    private final ImportOutcomes importOutcomes;
    private final QuarantineWriter quarantine;
    private final DeadLetters deadLetters;

    PartitionWriter(
            Pool pool,
            WarehouseConfig config,
            WarehouseOffsets offsets,
            QualityBooks books,
            ImportOutcomes importOutcomes,
            QuarantineWriter quarantine,
            DeadLetters deadLetters) {
        this.pool = pool;
        this.settings = SETTINGS + Math.max(1, config.timeout().toMillis() / 2);
        this.offsets = offsets;
        this.books = books;
        this.importOutcomes = importOutcomes;
        this.quarantine = quarantine;
        this.deadLetters = deadLetters;
    }

    /** Writes a batch; fails, having written nothing of the part that failed, when the database is away or another writer has taken over. */
    Uni<Void> write(PartitionBatch batch, BatchRows rows) {
        Uni<Void> written = repeating.contains(batch.source())
                ? transaction(batch, rows, Repeats.POSSIBLE)
                : transaction(batch, rows, Repeats.UNEXPECTED)
                        .onFailure(PartitionWriter::isRepeat)
                        .recoverWithUni(() -> transaction(batch, rows, Repeats.POSSIBLE));
        return written.onFailure(PartitionWriter::isDataError)
                .recoverWithUni(failure -> withoutTheUnstorable(batch, rows, failure));
    }

    private Uni<Void> transaction(PartitionBatch batch, BatchRows rows, Repeats repeats) {
        return pool.withTransaction(connection -> {
                    Outcomes outcomes = new Outcomes();
                    return connection
                            .query(settings)
                            .execute()
                            .chain(() -> rows.write(connection, batch, repeats, outcomes))
                            .chain(() -> record(connection, batch, outcomes))
                            .replaceWith(outcomes);
                })
                .invoke(outcomes -> {
                    remember(batch.source(), outcomes);
                    outcomes.committed();
                })
                .replaceWithVoid();
    }

    private void remember(TopicPartition partition, Outcomes outcomes) {
        if (outcomes.hasRepeats()) {
            repeating.add(partition);
        } else {
            repeating.remove(partition);
        }
    }

    private Uni<Void> record(SqlConnection connection, PartitionBatch batch, Outcomes outcomes) {
        return quarantine
                .add(connection, outcomes.conflicts())
                .chain(() -> importOutcomes.add(connection, batch.partition(), outcomes))
                .chain(() -> books.book(connection, batch.partition(), outcomes.entries()))
                .chain(() -> offsets.advance(connection, batch));
    }

    private Uni<Void> withoutTheUnstorable(PartitionBatch batch, BatchRows rows, Throwable failure) {
        if (batch.records().size() > 1) {
            return write(batch.firstHalf(), rows).chain(() -> write(batch.secondHalf(), rows));
        }
        ConsumerRecord<byte[], byte[]> unstorable = batch.records().getFirst();
        QualityBooks.Page entries = new QualityBooks.Page();
        entries.add(
                rows.dataSetOf(unstorable).wireName(),
                Instant.ofEpochMilli(unstorable.timestamp()),
                Fate.DEAD_LETTER.wireName(),
                1);
        return deadLetters
                .add(unstorable, "the database refuses it: " + failure.getMessage())
                .chain(() -> pool.withTransaction(connection -> books.book(connection, batch.partition(), entries)
                        .chain(() -> offsets.advance(connection, batch))));
    }

    private static boolean isRepeat(Throwable failure) {
        return failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState());
    }

    private static boolean isDataError(Throwable failure) {
        return failure instanceof PgException refused
                && refused.getSqlState() != null
                && DATA_ERRORS.contains(refused.getSqlState().substring(0, 2));
    }
}
