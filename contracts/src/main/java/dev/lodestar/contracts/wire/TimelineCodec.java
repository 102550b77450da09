package dev.lodestar.contracts.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.lodestar.contracts.timeline.BarrierRecord;
import dev.lodestar.contracts.timeline.ErasureRecord;
import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.contracts.timeline.ProfileRecord;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bytes to {@link TimelineRecord} and back. Knows nothing of Kafka classes, so that every client and test can use it. */
public final class TimelineCodec {
    private static final byte[] NO_KEY = new byte[0];

    private TimelineCodec() {}

    /** The Kafka key of a record: the user's 16 bytes, empty for a barrier. */
    public static byte[] key(TimelineRecord record) {
        return switch (record) {
            case TimelineRecord.Event event -> event.user().toBytes();
            case TimelineRecord.Profile profile -> profile.user().toBytes();
            case TimelineRecord.Erasure erasure -> erasure.user().toBytes();
            case TimelineRecord.Barrier ignored -> NO_KEY;
        };
    }

    /** The Kafka value of a record. */
    public static byte[] value(TimelineRecord record) {
        return switch (record) {
            case TimelineRecord.Event event -> event.event().toByteArray();
            case TimelineRecord.Profile profile -> profile.profile().toByteArray();
            case TimelineRecord.Erasure erasure -> erasure.erasure().toByteArray();
            case TimelineRecord.Barrier barrier -> barrier.barrier().toByteArray();
        };
    }

    /**
     * Reads a record.
     *
     * @param recordType value of the header {@link RecordHeaders#RECORD_TYPE}, null when the header is missing
     * @throws UnreadableRecordException with the reason, when the bytes do not follow the contract
     */
    public static TimelineRecord decode(byte @Nullable [] recordType, byte @Nullable [] key, byte @Nullable [] value) {
        if (recordType == null) {
            throw new UnreadableRecordException("header " + RecordHeaders.RECORD_TYPE + " is missing");
        }
        if (value == null) {
            throw new UnreadableRecordException("record has no value");
        }
        RecordType type = RecordType.of(recordType)
                .orElseThrow(() -> new UnreadableRecordException(
                        "unknown record type '" + new String(recordType, StandardCharsets.UTF_8) + "'"));
        try {
            return switch (type) {
                case EVENT -> new TimelineRecord.Event(user(key), EventRecord.parseFrom(value));
                case PROFILE -> new TimelineRecord.Profile(user(key), ProfileRecord.parseFrom(value));
                case ERASURE -> new TimelineRecord.Erasure(user(key), ErasureRecord.parseFrom(value));
                case BARRIER -> new TimelineRecord.Barrier(BarrierRecord.parseFrom(value));
            };
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableRecordException("value is not a record of type " + type.wireName(), e);
        }
    }

    private static UserKey user(byte @Nullable [] key) {
        if (key == null) {
            throw new UnreadableRecordException("record has no user key");
        }
        return UserKey.of(key);
    }
}
