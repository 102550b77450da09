package dev.lodestar.ingest.warehouse;

import dev.lodestar.ingest.validation.DataSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes the rows that the records of one topic mean. */
interface BatchRows {
    /** Writes within the transaction of a connection, noting the outcome of each record. */
    Uni<Void> write(SqlConnection connection, PartitionBatch batch, Repeats repeats, Outcomes outcomes);

    /** The data set a record belongs to, as far as can be seen without reading it. */
    DataSet dataSetOf(ConsumerRecord<byte[], byte[]> source);
}
