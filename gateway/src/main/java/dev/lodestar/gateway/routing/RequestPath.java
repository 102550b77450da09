package dev.lodestar.gateway.routing;

import java.util.List;
import java.util.Locale;

/**
 * Refuses paths that two servers could read in two ways, so that the path that is checked is the path that is served: dot segments, empty segments,
 * matrix parameters, backslashes, control characters, and the encoded forms of all of these.
 */
public final class RequestPath {
    private static final List<String> TRICKS =
            List.of("//", "\\", ";", "%00", "%25", "%2e", "%2f", "%5c", "%3b", "%0a", "%0d");

    private RequestPath() {}

    /** Whether the path, as sent and without its query, can be read in one way only. */
    public static boolean isPlain(String path) {
        if (!path.startsWith("/") || !path.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            return false;
        }
        String lower = path.toLowerCase(Locale.ROOT);
        return TRICKS.stream().noneMatch(lower::contains)
                && List.of(path.split("/", -1)).stream()
                        .noneMatch(segment -> segment.equals(".") || segment.equals(".."));
    }
}
