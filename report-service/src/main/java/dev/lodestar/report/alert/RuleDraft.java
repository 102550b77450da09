package dev.lodestar.report.alert;

import dev.lodestar.report.alert.domain.Condition;
import dev.lodestar.report.alert.domain.Severity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A rule that has been checked. */
record RuleDraft(
        String name,
        Severity severity,
        boolean enabled,
        @Nullable String segment,
        Condition condition,
        @Nullable Duration repeatAfter) {}
