package dev.lodestar.report.alert.domain;

import java.util.Locale;

/** What a rule looks at. */
public enum RuleKind {
    THRESHOLD,
    CHANGE,
    ANOMALY,
    RETENTION_BELOW_BENCHMARK,
    RUN_FAILED,
    QUALITY_BELOW;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
