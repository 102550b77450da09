package dev.lodestar.contracts.wire;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The pseudonym of a user: a random UUID, 16 bytes big-endian as Kafka key, canonical text form everywhere else. Only the ingest service can
 * link it to a person.
 */
public record UserKey(UUID pseudonym) {
    /** Length of the binary form. */
    public static final int BYTES = 16;

    /** Reads the binary form; throws {@link UnreadableRecordException} when it does not have 16 bytes. */
    public static UserKey of(byte[] key) {
        if (key.length != BYTES) {
            throw new UnreadableRecordException("user key has " + key.length + " bytes instead of " + BYTES);
        }
        ByteBuffer buffer = ByteBuffer.wrap(key);
        return new UserKey(new UUID(buffer.getLong(), buffer.getLong()));
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(pseudonym.getMostSignificantBits())
                .putLong(pseudonym.getLeastSignificantBits())
                .array();
    }

    @Override
    public String toString() {
        return pseudonym.toString();
    }
}
