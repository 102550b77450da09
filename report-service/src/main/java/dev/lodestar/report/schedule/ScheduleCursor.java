package dev.lodestar.report.schedule;

import dev.lodestar.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page ended: at a name. */
final class ScheduleCursor {
    private ScheduleCursor() {}

    static String of(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    static String parse(String cursor) {
        try {
            String name = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (name.indexOf('\0') < 0) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw new ProblemException(
                ScheduleProblem.INVALID_CURSOR,
                "the cursor cannot be read",
                "cursor",
                "next_cursor of the page before");
    }
}
