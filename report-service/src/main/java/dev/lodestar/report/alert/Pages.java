package dev.lodestar.report.alert;

import dev.lodestar.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where pages end: rules at a name, alerts at a moment. Opaque on the wire. */
final class Pages {
    private Pages() {}

    /** Where a page of alerts ended. */
    record Place(Instant openedAt, UUID id) {}

    static int size(@Nullable Integer limit, AlertConfig config) {
        int size = limit == null ? config.pageSize() : limit;
        if (size < 1 || size > config.pageSizeLimit()) {
            throw ProblemException.invalid("limit", size, "1 to " + config.pageSizeLimit());
        }
        return size;
    }

    static String after(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    static String after(AlertResponse alert) {
        return after(alert.openedAt() + "|" + alert.id());
    }

    static String name(String cursor) {
        String name = plain(cursor);
        if (name.indexOf('\0') >= 0) {
            throw unreadable();
        }
        return name;
    }

    static Place place(String cursor) {
        String[] parts = plain(cursor).split("\\|");
        try {
            if (parts.length == 2) {
                return new Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            }
        } catch (DateTimeException | IllegalArgumentException expected) {
            // refused below
        }
        throw unreadable();
    }

    private static String plain(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static ProblemException unreadable() {
        return new ProblemException(
                AlertProblem.INVALID_CURSOR, "the cursor cannot be read", "cursor", "next_cursor of the page before");
    }
}
