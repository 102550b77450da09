package dev.lodestar.gateway.routing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refuses paths that two servers could read in two ways, so that the path that is checked is the path that is served: dot segments, empty segments,
 * matrix parameters, backslashes, control characters, and the encoded forms of all of these; and what is encoded as no UTF-8, overlong forms among it.
 */
public final class RequestPath {
    private static final List<String> TRICKS = List.of("//", "\\", ";", "%25", "%2e", "%2f", "%5c", "%3b");

    private RequestPath() {}

    /** Whether the path, as sent and without its query, can be read in one way only. */
    public static boolean isPlain(String path) {
        if (!path.startsWith("/") || !path.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            return false;
        }
        String lower = path.toLowerCase(Locale.ROOT);
        return TRICKS.stream().noneMatch(lower::contains)
                && List.of(path.split("/", -1)).stream()
                        .noneMatch(segment -> segment.equals(".") || segment.equals(".."))
                && isPlainText(path);
    }

    /** Whether what is encoded in a query, as sent, can be decoded in one way only; no query can. */
    public static boolean isDecodable(@Nullable String query) {
        return query == null || query.indexOf('%') < 0 || text(query) != null;
    }

    private static boolean isPlainText(String path) {
        if (path.indexOf('%') < 0) {
            return true;
        }
        CharBuffer text = text(path);
        return text != null && text.chars().noneMatch(Character::isISOControl);
    }

    /** What is encoded as UTF-8, in the one form that it has; null where it is not. */
    private static @Nullable CharBuffer text(String encoded) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) != '%') {
                bytes.put((byte) encoded.charAt(i));
            } else if (i + 2 < encoded.length()
                    && HexFormat.isHexDigit(encoded.charAt(i + 1))
                    && HexFormat.isHexDigit(encoded.charAt(i + 2))) {
                bytes.put((byte) HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
        } catch (CharacterCodingException noText) {
            return null;
        }
    }
}
