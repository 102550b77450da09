package dev.lodestar.ingest.warehouse;

import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.contracts.timeline.ProfileRecord;
import dev.lodestar.contracts.wire.RecordHeaders;
import dev.lodestar.contracts.wire.RecordType;
import dev.lodestar.contracts.wire.TimelineCodec;
import dev.lodestar.contracts.wire.TimelineRecord;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import dev.lodestar.ingest.identity.Pseudonyms;
import dev.lodestar.ingest.quality.Fate;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.validation.QualityCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final KnownUsers knownUsers;
    private final InvoiceCurrency invoiceCurrency;
    private final DeadLetters deadLetters;
    private final WarehouseConfig config;

    TimelineRows(
            EventTable events,
            ProfileTable profiles,
            Pseudonyms pseudonyms,
            KnownUsers knownUsers,
            InvoiceCurrency invoiceCurrency,
            DeadLetters deadLetters,
            WarehouseConfig config) {
        this.events = events;
        this.profiles = profiles;
        this.pseudonyms = pseudonyms;
        this.knownUsers = knownUsers;
        this.invoiceCurrency = invoiceCurrency;
        this.deadLetters = deadLetters;
        this.config = config;
    }

    /** Users may have been written by somebody else since they were seen. */
    void forgetUsers() {
        knownUsers.forget();
    }

    @Override
    public Uni<Void> write(SqlConnection connection, PartitionBatch batch, Repeats repeats, Outcomes outcomes) {
        List<Supplier<Uni<Void>>> letters = new ArrayList<>();
        List<Read> records = new ArrayList<>(batch.records().size());
        Set<UUID> users = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> source : batch.records()) {
            try {
                TimelineRecord record = decode(source);
                records.add(new Read(source, record));
                switch (record) {
                    case TimelineRecord.Event event -> users.add(event.user().pseudonym());
                    // Without a time of update it stands whatever there was before.
                    case TimelineRecord.Profile profile
                    when profile.profile().getUpdatedAtMillis() != 0 ->
                        users.add(profile.user().pseudonym());
                    default -> {}
                }
            } catch (UnreadableRecordException e) {
                outcomes.add(dataSetOf(source), receivedAt(source), null, Fate.DEAD_LETTER);
                letters.add(() -> deadLetters.add(source, String.valueOf(e.getMessage())));
            }
        }
        return knownUsers
                .before(connection, users)
                .invoke(view -> outcomes.afterCommit(view::keep))
                .chain(view -> inOrder(steps(connection, records, view, repeats, outcomes)))
                // Last, because the steps are done again when they meet a repeat or a record that the database refuses.
                .chain(() -> inOrder(letters));
    }

    private List<Supplier<Uni<Void>>> steps(
            SqlConnection connection, List<Read> records, KnownUsers.View users, Repeats repeats, Outcomes outcomes) {
        List<Supplier<Uni<Void>>> steps = new ArrayList<>();
        Stretch stretch = new Stretch();
        for (Read read : records) {
            switch (read.record()) {
                case TimelineRecord.Event event -> stretch.events.add(storedEvent(event, read.source(), users));
                case TimelineRecord.Profile profile ->
                    stretch.profiles.add(storedProfile(profile, read.source(), users));
                case TimelineRecord.Erasure erasure -> {
                    UUID user = erasure.user().pseudonym();
                    users.erased(user);
                    outcomes.addControl(receivedAt(read.source()));
                    steps.addAll(insert(connection, stretch, repeats, outcomes));
                    steps.add(() -> erase(connection, user));
                    stretch = new Stretch();
                }
                // Runs read shards, not the warehouse.
                case TimelineRecord.Barrier ignored -> outcomes.addControl(receivedAt(read.source()));
            }
        }
        steps.addAll(insert(connection, stretch, repeats, outcomes));
        return steps;
    }

    private StoredEvent storedEvent(
            TimelineRecord.Event event, ConsumerRecord<byte[], byte[]> source, KnownUsers.View users) {
        UUID user = event.user().pseudonym();
        return new StoredEvent(
                user,
                event.event(),
                source.partition(),
                source.offset(),
                ImportId.of(source),
                oddities(event.event(), users.oddity(user, event.event().getEventTimeMillis())));
    }

    /** Of most events there are none. */
    private List<QualityCode> oddities(EventRecord event, @Nullable QualityCode ofUser) {
        boolean foreign = invoiceCurrency.isOther(event);
        if (ofUser == null) {
            return foreign ? List.of(QualityCode.OTHER_CURRENCY) : List.of();
        }
        return foreign ? List.of(ofUser, QualityCode.OTHER_CURRENCY) : List.of(ofUser);
    }

    private static StoredProfile storedProfile(
            TimelineRecord.Profile profile, ConsumerRecord<byte[], byte[]> source, KnownUsers.View users) {
        UUID user = profile.user().pseudonym();
        ProfileRecord figures = profile.profile();
        users.profile(user, figures.getSignupAtMillis(), figures.getUpdatedAtMillis());
        return new StoredProfile(user, figures, source.partition(), source.offset(), ImportId.of(source));
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

    private record Read(ConsumerRecord<byte[], byte[]> source, TimelineRecord record) {}

    /** What lies between two erasures. */
    private static final class Stretch {
        private final List<StoredEvent> events = new ArrayList<>();
        private final List<StoredProfile> profiles = new ArrayList<>();
    }
}
