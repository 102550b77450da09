package dev.lodestar.report.alert;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of alerts, the newest first; {@code nextCursor} is null on the last page. */
@RegisterForReflection
record AlertsResponse(List<AlertResponse> alerts, @Nullable String nextCursor) {}
