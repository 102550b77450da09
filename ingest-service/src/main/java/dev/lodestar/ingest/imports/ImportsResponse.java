package dev.lodestar.ingest.imports;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the imports, newest first.
 *
 * @param nextCursor where the next page begins, null on the last
 */
public record ImportsResponse(
        List<ImportResponse> imports, @Nullable Instant nextCursor) {
    static ImportsResponse of(List<ImportResponse> found, int limit) {
        boolean more = found.size() > limit;
        List<ImportResponse> page = more ? found.subList(0, limit) : found;
        return new ImportsResponse(page, more ? page.getLast().createdAt() : null);
    }
}
