package dev.lodestar.ingest.warehouse;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.lodestar.contracts.acquisition.AcquisitionRecord;
import dev.lodestar.ingest.quality.Fate;
import dev.lodestar.ingest.validation.DataSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes visitors and spend by day and channel. */
@ApplicationScoped
class AcquisitionRows implements BatchRows {
    private final AcquisitionTable table;
    private final DeadLetters deadLetters;

    AcquisitionRows(AcquisitionTable table, DeadLetters deadLetters) {
        this.table = table;
        this.deadLetters = deadLetters;
    }

    @Override
    public Uni<Void> write(SqlConnection connection, PartitionBatch batch, Repeats repeats, Outcomes outcomes) {
        List<AcquisitionTable.Day> days = new ArrayList<>();
        Uni<Void> letters = Uni.createFrom().voidItem();
        for (ConsumerRecord<byte[], byte[]> source : batch.records()) {
            try {
                days.add(day(source));
            } catch (InvalidProtocolBufferException | DateTimeException e) {
                outcomes.add(DataSet.ACQUISITION, Instant.ofEpochMilli(source.timestamp()), null, Fate.DEAD_LETTER);
                letters = letters.chain(() -> deadLetters.add(source, "value is not a record of acquisition"));
            }
        }
        Uni<Void> aside = letters;
        return days.isEmpty() ? aside : table.upsert(connection, days, outcomes).chain(() -> aside);
    }

    @Override
    public DataSet dataSetOf(ConsumerRecord<byte[], byte[]> source) {
        return DataSet.ACQUISITION;
    }

    private static AcquisitionTable.Day day(ConsumerRecord<byte[], byte[]> source)
            throws InvalidProtocolBufferException {
        byte[] value = source.value();
        if (value == null) {
            throw new InvalidProtocolBufferException("record has no value");
        }
        AcquisitionRecord figures = AcquisitionRecord.parseFrom(value);
        return new AcquisitionTable.Day(
                new AcquisitionTable.Key(LocalDate.parse(figures.getDate()), figures.getChannel()),
                figures,
                Instant.ofEpochMilli(source.timestamp()),
                source.offset(),
                ImportId.of(source));
    }
}
