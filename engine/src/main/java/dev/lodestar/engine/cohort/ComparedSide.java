package dev.lodestar.engine.cohort;

import dev.lodestar.engine.analysis.NamedCohort;
import dev.lodestar.engine.query.UserCriterion;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is on one side of a comparison.
 *
 * @param label what people call it
 * @param criterion who belongs to it
 * @param saved the saved cohort that it is, if any
 * @param cohorts the first days of the cohorts by signup that it is held to; null for all that are old enough
 */
public record ComparedSide(
        String label,
        UserCriterion criterion,
        @Nullable NamedCohort saved,
        @Nullable List<LocalDate> cohorts) {
    /** Everybody who meets a criterion. */
    public ComparedSide(String label, UserCriterion criterion) {
        this(label, criterion, null, null);
    }

    /** Everybody who signed up in one of some periods, told by their first days. */
    public static ComparedSide ofCohorts(String label, List<LocalDate> cohorts) {
        return new ComparedSide(label, new UserCriterion.AllOf(List.of()), null, List.copyOf(cohorts));
    }
}
