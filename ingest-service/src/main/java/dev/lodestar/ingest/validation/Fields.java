package dev.lodestar.ingest.validation;

import dev.lodestar.ingest.reading.SourceRow;
import dev.lodestar.ingest.reading.SourceRow.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a row by name, whatever its format. Values are those of {@link JsonValues}; a CSV row has text only, and is not copied into a map
 * unless all of its fields are asked for. Absent means null.
 */
final class Fields {
    /** Up to here every integer has a double of its own; the next but one is read as the next, and two ids would become one. */
    private static final double MAX_EXACT_INTEGER = (1L << 53) - 1;

    /** Null for a JSON row. */
    private final SourceRow.@Nullable Cells cells;

    /** Empty for a CSV row. */
    private final Map<String, @Nullable Object> members;

    private Fields(SourceRow.@Nullable Cells cells, Map<String, @Nullable Object> members) {
        this.cells = cells;
        this.members = members;
    }

    static Fields of(SourceRow row, ValidationLimits limits, JsonValues json) throws Refusal {
        return switch (row) {
            case SourceRow.Unreadable unreadable ->
                throw new Refusal(
                        unreadable.fault() == Fault.TOO_LONG ? QualityCode.OVERSIZED : QualityCode.MALFORMED,
                        unreadable.detail());
            case SourceRow.Cells cells -> new Fields(limited(cells, limits), Map.of());
            case SourceRow.Json object ->
                new Fields(null, json.object(limited(object, limits).raw()));
        };
    }

    private static <T extends SourceRow> T limited(T row, ValidationLimits limits) throws Refusal {
        if (row.raw().length > limits.maxRowBytes()) {
            throw new Refusal(QualityCode.OVERSIZED, "the row has more than " + limits.maxRowBytes() + " bytes");
        }
        return row;
    }

    private static Map<String, @Nullable Object> members(SourceRow.Cells cells) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (String column : cells.header().columns()) {
            members.put(column, cells.get(column));
        }
        return members;
    }

    Map<String, @Nullable Object> all() {
        return cells == null ? members : members(cells);
    }

    @Nullable
    Object get(String name) {
        return cells == null ? members.get(name) : cells.get(name);
    }

    /** A field that is text; an integer is taken as its digits, an empty text as absent. */
    @Nullable
    String text(String name) throws Refusal {
        return switch (get(name)) {
            case null -> null;
            case String text -> text.isEmpty() ? null : storable(name, text);
            case Double number when isExactInteger(number) -> CanonicalJson.number(number);
            default -> throw new Refusal(QualityCode.MALFORMED, name + " is not text");
        };
    }

    /** As {@link #text}, and no longer than a limit. */
    @Nullable
    String text(String name, int maxLength) throws Refusal {
        String text = text(name);
        if (text != null && text.length() > maxLength) {
            throw new Refusal(QualityCode.OVERSIZED, name + " has more than " + maxLength + " characters");
        }
        return text;
    }

    /** The user id, kept exactly as it came: leading zeros and blanks are part of it. */
    String userId(ValidationLimits limits) throws Refusal {
        String userId = text("user_id", limits.maxUserIdLength());
        if (userId == null || userId.isBlank()) {
            throw new Refusal(QualityCode.MISSING_USER_ID, "user_id is missing or empty");
        }
        return userId;
    }

    /** A timestamp that must be there, must not lie in the future, and not before anything that can be meant. */
    long pastMillis(String name, Timestamps timestamps, long earliestMillis, long latestMillis) throws Refusal {
        String text = text(name);
        if (text == null) {
            throw new Refusal(QualityCode.MISSING_TIMESTAMP, name + " is missing or empty");
        }
        long millis = millis(name, text, timestamps);
        if (millis > latestMillis) {
            throw new Refusal(QualityCode.FUTURE_TIMESTAMP, name + " lies in the future");
        }
        if (millis < earliestMillis) {
            throw new Refusal(QualityCode.INVALID_TIMESTAMP, name + " lies before the earliest day that is taken");
        }
        return millis;
    }

    /** A timestamp that may be absent, 0 then. */
    long millisOrZero(String name, Timestamps timestamps) throws Refusal {
        String text = text(name);
        return text == null ? 0 : millis(name, text, timestamps);
    }

    private static long millis(String name, String text, Timestamps timestamps) throws Refusal {
        return timestamps
                .parse(text)
                .orElseThrow(() -> new Refusal(
                        QualityCode.INVALID_TIMESTAMP, name + " is not a timestamp such as 2026-03-01T12:30:00Z"));
    }

    /** Text that every store can hold: no NUL, no half of a surrogate pair. */
    static String storable(String name, String text) throws Refusal {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || (c >= Character.MIN_SURROGATE && Character.isSurrogate(c) && !isPairAt(text, i))) {
                throw new Refusal(QualityCode.MALFORMED, name + " contains a character that cannot be stored");
            }
        }
        return text;
    }

    private static boolean isPairAt(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    static boolean isExactInteger(double number) {
        return number == Math.rint(number) && Math.abs(number) <= MAX_EXACT_INTEGER;
    }
}
