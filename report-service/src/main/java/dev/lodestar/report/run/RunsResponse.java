package dev.lodestar.report.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of runs, newest first; {@code nextCursor} is null on the last page. */
record RunsResponse(List<RunResponse> runs, @Nullable String nextCursor) {
    /** @param found up to {@code size} + 1 runs: one more than the page holds tells that there are more */
    static RunsResponse from(List<RunEntity> found, int size) {
        boolean more = found.size() > size;
        List<RunEntity> page = more ? found.subList(0, size) : found;
        return new RunsResponse(
                page.stream().map(RunResponse::from).toList(),
                more ? RunCursor.after(page.getLast()).text() : null);
    }
}
