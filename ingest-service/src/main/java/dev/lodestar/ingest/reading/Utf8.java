package dev.lodestar.ingest.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tells text from bytes that only look like it. */
public final class Utf8 {
    static final int BYTE_ORDER_MARK_LENGTH = 3;

    private Utf8() {}

    /** True when the bytes are well-formed UTF-8. */
    public static boolean isValid(byte[] bytes) {
        return isAscii(bytes) || decodes(bytes);
    }

    /** True when each byte is a character of its own, of seven bits. */
    static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean startsWithByteOrderMark(byte[] bytes) {
        return isByteOrderMark(bytes, 0, bytes.length);
    }

    /** True when a byte order mark stands from {@code start} on, before {@code end}. */
    static boolean isByteOrderMark(byte[] bytes, int start, int end) {
        return end - start >= BYTE_ORDER_MARK_LENGTH
                && bytes[start] == (byte) 0xEF
                && bytes[start + 1] == (byte) 0xBB
                && bytes[start + 2] == (byte) 0xBF;
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
