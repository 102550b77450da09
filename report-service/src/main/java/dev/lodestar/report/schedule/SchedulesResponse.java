package dev.lodestar.report.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of schedules by name; {@code nextCursor} is null on the last page. */
record SchedulesResponse(
        List<ScheduleResponse> schedules, @Nullable String nextCursor) {}
