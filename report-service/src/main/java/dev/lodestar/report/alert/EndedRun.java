package dev.lodestar.report.alert;

import dev.lodestar.report.alert.domain.RunOutcome;
import dev.lodestar.report.bundle.RunResults;

/** A run that has ended: how, and what its steps answered. */
public record EndedRun(RunResults results, RunOutcome outcome) {
    /** Whether its figures are those of all data, which is what rules are about; the figures of a chosen range are not comparable. */
    boolean isOfAllData() {
        return results.isOfAllData();
    }
}
