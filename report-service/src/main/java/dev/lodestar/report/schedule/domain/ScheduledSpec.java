package dev.lodestar.report.schedule.domain;

import dev.lodestar.report.run.domain.RunSpec;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a schedule analyse.
 *
 * @param spec what each of them is asked; its range is the same for all where there are no last days
 * @param lastDays days before the one on which the run is due; null where the range is fixed or left to the data
 */
public record ScheduledSpec(RunSpec spec, @Nullable Integer lastDays) {
    public ScheduledSpec {
        if (lastDays != null && (lastDays < 1 || spec.from() != null || spec.to() != null)) {
            throw new IllegalArgumentException("a range is relative or fixed, and has a day");
        }
    }

    /** What a run is asked that is due on a day: the last days end with the one before. */
    public RunSpec dueOn(LocalDate day) {
        return lastDays == null
                ? spec
                : new RunSpec(day.minusDays(lastDays), day, spec.segment(), spec.levers(), spec.months(), spec.seed());
    }
}
