package dev.lodestar.ingest.warehouse;

import dev.lodestar.contracts.wire.RecordHeaders;
import dev.lodestar.contracts.wire.RecordType;
import dev.lodestar.contracts.wire.TimelineCodec;
import dev.lodestar.contracts.wire.TimelineRecord;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import dev.lodestar.ingest.identity.Pseudonyms;
import dev.lodestar.ingest.quality.Fate;
import dev.lodestar.ingest.validation.DataSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Writes events and profiles, and obeys erasures: they delete what lies before them in the log, and nothing that lies after. */
@ApplicationScoped
class TimelineRows implements BatchRows {
    private final EventTable events;
    private final ProfileTable profiles;
    private final Pseudonyms pseudonyms;
    private final DeadLetters deadLetters;
    private final WarehouseConfig config;

    TimelineRows(
            EventTable events,
            ProfileTable profiles,
            Pseudonyms pseudonyms,
            DeadLetters deadLetters,
            WarehouseConfig config) {
        this.events = events;
        this.profiles = profiles;
        this.pseudonyms = pseudonyms;
        this.deadLetters = deadLetters;
        this.config = config;
    }

    @Override
    public Uni<Void> write(SqlConnection connection, PartitionBatch batch, Repeats repeats, Outcomes outcomes) {
        List<Supplier<Uni<Void>>> steps = new ArrayList<>();
        Stretch stretch = new Stretch();
        for (ConsumerRecord<byte[], byte[]> source : batch.records()) {
            try {
                switch (decode(source)) {
                    case TimelineRecord.Event event ->
                        stretch.events.add(new StoredEvent(
                                event.user().pseudonym(),
                                event.event(),
                                source.partition(),
                                source.offset(),
                                ImportId.of(source)));
                    case TimelineRecord.Profile profile ->
                        stretch.profiles.add(new StoredProfile(
                                profile.user().pseudonym(),
                                profile.profile(),
                                source.partition(),
                                source.offset(),
                                ImportId.of(source)));
                    case TimelineRecord.Erasure erasure -> {
                        outcomes.addControl(receivedAt(source));
                        steps.addAll(insert(connection, stretch, repeats, outcomes));
                        steps.add(() -> erase(connection, erasure.user().pseudonym()));
                        stretch = new Stretch();
                    }
                    // Runs read shards, not the warehouse.
                    case TimelineRecord.Barrier ignored -> outcomes.addControl(receivedAt(source));
                }
            } catch (UnreadableRecordException e) {
                outcomes.add(dataSetOf(source), receivedAt(source), null, Fate.DEAD_LETTER);
                steps.add(() -> deadLetters.add(source, String.valueOf(e.getMessage())));
            }
        }
        steps.addAll(insert(connection, stretch, repeats, outcomes));
        return inOrder(steps);
    }

    @Override
    public DataSet dataSetOf(ConsumerRecord<byte[], byte[]> source) {
        Header type = source.headers().lastHeader(RecordHeaders.RECORD_TYPE);
        boolean profile = type != null && RecordType.of(type.value()).equals(Optional.of(RecordType.PROFILE));
        return profile ? DataSet.PROFILES : DataSet.EVENTS;
    }

    private List<Supplier<Uni<Void>>> insert(
            SqlConnection connection, Stretch stretch, Repeats repeats, Outcomes outcomes) {
        List<Supplier<Uni<Void>>> steps = new ArrayList<>();
        steps.addAll(chunks(stretch.events, chunk -> events.insert(connection, chunk, repeats, outcomes)));
        steps.addAll(chunks(stretch.profiles, chunk -> profiles.upsert(connection, chunk, outcomes)));
        return steps;
    }

    private <T> List<Supplier<Uni<Void>>> chunks(List<T> rows, Function<List<T>, Uni<Void>> write) {
        List<Supplier<Uni<Void>>> steps = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += config.statementRows()) {
            List<T> chunk = rows.subList(from, Math.min(rows.size(), from + config.statementRows()));
            steps.add(() -> write.apply(chunk));
        }
        return steps;
    }

    private Uni<Void> erase(SqlConnection connection, UUID user) {
        return events.erase(connection, user)
                .chain(() -> profiles.erase(connection, user))
                .chain(() -> pseudonyms.forget(connection, List.of(user)));
    }

    private static Uni<Void> inOrder(List<Supplier<Uni<Void>>> steps) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Supplier<Uni<Void>> step : steps) {
            all = all.chain(step::get);
        }
        return all;
    }

    private static Instant receivedAt(ConsumerRecord<byte[], byte[]> source) {
        return Instant.ofEpochMilli(source.timestamp());
    }

    private static TimelineRecord decode(ConsumerRecord<byte[], byte[]> source) {
        @Nullable Header type = source.headers().lastHeader(RecordHeaders.RECORD_TYPE);
        return TimelineCodec.decode(type == null ? null : type.value(), source.key(), source.value());
    }

    /** What lies between two erasures. */
    private static final class Stretch {
        private final List<StoredEvent> events = new ArrayList<>();
        private final List<StoredProfile> profiles = new ArrayList<>();
    }
}
