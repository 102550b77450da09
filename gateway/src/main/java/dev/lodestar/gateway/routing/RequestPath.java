package dev.lodestar.gateway.routing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

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
                && (path.indexOf('%') < 0 || isText(path));
    }

    /** Whether what is encoded is UTF-8, in the one form that it has, and without control characters. */
    private static boolean isText(String path) {
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) != '%') {
                bytes.put((byte) path.charAt(i));
            } else if (i + 2 < path.length()
                    && HexFormat.isHexDigit(path.charAt(i + 1))
                    && HexFormat.isHexDigit(path.charAt(i + 2))) {
                bytes.put((byte) HexFormat.fromHexDigits(path, i + 1, i + 3));
                i += 2;
            } else {
                return false;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.flip())
                    .chars()
                    .noneMatch(Character::isISOControl);
        } catch (CharacterCodingException noText) {
            return false;
        }
    }
}
