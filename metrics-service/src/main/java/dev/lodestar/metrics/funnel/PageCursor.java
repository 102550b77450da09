package dev.lodestar.metrics.funnel;

import dev.lodestar.kit.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a page ended.
 *
 * @param answer names the views that it was read from
 * @param last the last pseudonym on it
 */
record PageCursor(UUID answer, UUID last) {
    private static final int BYTES = 4 * Long.BYTES;

    /** The cursor of a text that {@link #text} wrote. */
    static PageCursor parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == BYTES) {
                ByteBuffer words = ByteBuffer.wrap(bytes);
                return new PageCursor(
                        new UUID(words.getLong(), words.getLong()), new UUID(words.getLong(), words.getLong()));
            }
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw ProblemException.invalid("cursor", text, "next_cursor of the page before");
    }

    String text() {
        ByteBuffer words = ByteBuffer.allocate(BYTES)
                .putLong(answer.getMostSignificantBits())
                .putLong(answer.getLeastSignificantBits())
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(words.array());
    }
}
