package dev.lodestar.contracts.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What the value of a timeline record is; travels in the header {@link RecordHeaders#RECORD_TYPE}. */
public enum RecordType {
    EVENT("event"),
    PROFILE("profile"),
    ERASURE("erasure"),
    BARRIER("barrier");

    private final String wireName;
    private final byte[] wireBytes;

    RecordType(String wireName) {
        this.wireName = wireName;
        this.wireBytes = wireName.getBytes(StandardCharsets.US_ASCII);
    }

    public String wireName() {
        return wireName;
    }

    /** A fresh copy of the header's value. */
    public byte[] toBytes() {
        return wireBytes.clone();
    }

    /** The type a header value names; empty for a type this version does not know. */
    public static Optional<RecordType> of(byte[] headerValue) {
        for (RecordType type : values()) {
            if (Arrays.equals(type.wireBytes, headerValue)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
