package dev.lodestar.ingest.intake;

import dev.lodestar.contracts.acquisition.AcquisitionRecord;
import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.contracts.wire.TimelineRecord;
import dev.lodestar.contracts.wire.UserKey;
import dev.lodestar.ingest.quality.Fate;
import dev.lodestar.ingest.quality.QualityBooks;
import dev.lodestar.ingest.quarantine.QuarantinedRow;
import dev.lodestar.ingest.reading.SourceRow;
import dev.lodestar.ingest.validation.Candidate;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.validation.QualityCode;
import dev.lodestar.ingest.validation.Validated;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns validated rows into records, row by row in their order, and notes what becomes of each. Not thread-safe. */
final class Batch {
    private static final byte[] NOTHING = {};

    private final DataSet dataSet;
    private final Origin origin;
    private final int planVersion;
    private final EventIds eventIds;
    private final IdenticalRows identicalRows;
    private final @Nullable RequestMemory memory;
    private final RefusedUsers refusedUsers;
    private final EventRecords records = new EventRecords();

    private final List<RowOutcome> outcomes = new ArrayList<>();
    private final List<QuarantinedRow> refused = new ArrayList<>();
    private final Map<QualityCode, Integer> findings = new EnumMap<>(QualityCode.class);
    private final List<TimelineRecord> timeline = new ArrayList<>();
    private final List<AcquisitionRecord> acquisition = new ArrayList<>();
    private final Map<UUID, Long> latestByUser = new HashMap<>();

    Batch(
            DataSet dataSet,
            Origin origin,
            int planVersion,
            EventIds eventIds,
            IdenticalRows identicalRows,
            @Nullable RequestMemory memory,
            RefusedUsers refusedUsers) {
        this.refusedUsers = refusedUsers;
        this.dataSet = dataSet;
        this.origin = origin;
        this.planVersion = planVersion;
        this.eventIds = eventIds;
        this.identicalRows = identicalRows;
        this.memory = memory;
    }

    void add(SourceRow row, Validated validated, Map<String, UUID> pseudonyms) {
        switch (validated) {
            case Validated.Refused no when refusedUsers.isBlocked(row) -> refuseErased(row, no.eventId());
            case Validated.Refused no -> refuse(row, no.eventId(), no.code(), no.detail());
            case Validated.Accepted yes
            when isErased(yes.candidate(), pseudonyms) -> refuseErased(row, eventId(yes.candidate()));
            case Validated.Accepted yes -> add(row, yes.candidate(), pseudonyms);
        }
    }

    private void add(SourceRow row, Candidate candidate, Map<String, UUID> pseudonyms) {
        switch (candidate) {
            case Candidate.Event event -> addEvent(row, event, user(event, pseudonyms));
            case Candidate.Profile profile -> {
                timeline.add(new TimelineRecord.Profile(
                        new UserKey(user(profile, pseudonyms)), EventRecords.profile(profile, origin)));
                outcomes.add(RowOutcome.stored(row.number(), null));
            }
            case Candidate.Acquisition day -> {
                acquisition.add(acquisitionRecord(day));
                outcomes.add(RowOutcome.stored(row.number(), null));
            }
        }
    }

    private void addEvent(SourceRow row, Candidate.Event event, UUID user) {
        String eventId = event.eventId() == null ? derivedId(event, user) : event.eventId();
        EventRecord built = records.event(event, eventId, origin);
        RequestMemory.Sight sight =
                memory == null ? RequestMemory.Sight.NEW : memory.see(user, eventId, built.getBodyHash());
        switch (sight) {
            case NEW -> {
                noteOrder(user, event.eventTimeMillis());
                timeline.add(new TimelineRecord.Event(new UserKey(user), built));
                outcomes.add(RowOutcome.stored(row.number(), eventId));
            }
            case REPEATED -> outcomes.add(RowOutcome.duplicate(row.number(), eventId));
            case CONFLICTING ->
                refuse(
                        row,
                        eventId,
                        QualityCode.CONFLICT,
                        "the request has an event of this id with another body before it");
        }
    }

    private String derivedId(Candidate.Event event, UUID user) {
        UUID first = eventIds.derive(user, event, 0);
        int ordinal = identicalRows.ordinalOf(first);
        return (ordinal == 0 ? first : eventIds.derive(user, event, ordinal)).toString();
    }

    private void noteOrder(UUID user, long eventTimeMillis) {
        Long latest = latestByUser.get(user);
        if (latest == null || latest < eventTimeMillis) {
            latestByUser.put(user, eventTimeMillis);
        } else if (latest > eventTimeMillis) {
            findings.merge(QualityCode.OUT_OF_ORDER, 1, Integer::sum);
        }
    }

    private static boolean isErased(Candidate candidate, Map<String, UUID> pseudonyms) {
        return candidate instanceof Candidate.OfUser ofUser && !pseudonyms.containsKey(ofUser.userId());
    }

    /** The row is counted and named in the answer like any that is refused, but neither its bytes nor whose it was is kept. */
    private void refuseErased(SourceRow row, @Nullable String eventId) {
        String detail = "the user was erased and may not return; the row is not kept";
        refuse(row, eventId, QualityCode.ERASED_USER, detail, false);
    }

    private static @Nullable String eventId(Candidate candidate) {
        return candidate instanceof Candidate.Event event ? event.eventId() : null;
    }

    private void refuse(SourceRow row, @Nullable String eventId, QualityCode code, String detail) {
        refuse(row, eventId, code, detail, true);
    }

    private void refuse(SourceRow row, @Nullable String eventId, QualityCode code, String detail, boolean keep) {
        outcomes.add(RowOutcome.quarantined(row.number(), eventId, code));
        findings.merge(code, 1, Integer::sum);
        long length = row instanceof SourceRow.Unreadable unreadable ? unreadable.length() : row.raw().length;
        refused.add(new QuarantinedRow(
                dataSet,
                origin.receivedAt(),
                code,
                detail,
                keep ? row.raw() : NOTHING,
                length,
                planVersion,
                keep && dataSet != DataSet.ACQUISITION ? refusedUsers.hashOf(row) : null,
                origin.importId(),
                row.number()));
    }

    private static UUID user(Candidate.OfUser candidate, Map<String, UUID> pseudonyms) {
        UUID pseudonym = pseudonyms.get(candidate.userId());
        if (pseudonym == null) {
            throw new IllegalStateException("a user was given no pseudonym");
        }
        return pseudonym;
    }

    private static AcquisitionRecord acquisitionRecord(Candidate.Acquisition day) {
        AcquisitionRecord.Builder builder = AcquisitionRecord.newBuilder()
                .setDate(day.date().toString())
                .setChannel(day.channel())
                .setVisitors(day.visitors());
        if (day.spend() != null) {
            builder.setSpend(day.spend());
        }
        return builder.build();
    }

    List<TimelineRecord> timeline() {
        return timeline;
    }

    List<AcquisitionRecord> acquisition() {
        return acquisition;
    }

    List<RowOutcome> outcomes() {
        return outcomes;
    }

    List<QuarantinedRow> refused() {
        return refused;
    }

    QualityBooks.Page entries() {
        QualityBooks.Page page = new QualityBooks.Page();
        int accepted = timeline.size() + acquisition.size();
        book(page, Fate.RECEIVED.wireName(), outcomes.size());
        book(page, Fate.ACCEPTED.wireName(), accepted);
        book(page, Fate.QUARANTINED.wireName(), refused.size());
        book(page, Fate.DUPLICATE.wireName(), outcomes.size() - accepted - refused.size());
        findings.forEach((code, count) -> book(page, code.wireName(), count));
        return page;
    }

    private void book(QualityBooks.Page page, String code, int count) {
        page.add(dataSet.wireName(), origin.receivedAt(), code, count);
    }
}
