package dev.lodestar.report.alert.domain;

import java.util.Locale;

/** How much an alert matters to whoever wrote its rule. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
