package dev.lodestar.report.run;

import dev.lodestar.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Where a page of runs ended. Opaque on the wire. */
record RunCursor(Instant requestedAt, UUID id) {
    static RunCursor after(RunEntity run) {
        return new RunCursor(run.requestedAt, run.id);
    }

    static RunCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|");
            if (parts.length == 2) {
                return new RunCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            }
        } catch (DateTimeException | IllegalArgumentException expected) {
            // Answered below, like any other text that is not a cursor.
        }
        throw new ProblemException(
                RunProblem.INVALID_CURSOR, "the cursor cannot be read", "cursor", "next_cursor of the page before");
    }

    String text() {
        String plain = requestedAt + "|" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
