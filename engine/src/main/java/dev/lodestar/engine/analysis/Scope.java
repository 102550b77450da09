package dev.lodestar.engine.analysis;

import dev.lodestar.engine.query.Filters;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks of an analysis beside its own parameters.
 *
 * @param from the first day, or null for the default: the day of the first event or signup
 * @param to the day after the last, or null for the default: the day after the day of the last event, never after tomorrow
 * @param filters the users who count
 * @param cohorts the saved cohorts whose criteria are among the filters
 */
public record Scope(@Nullable LocalDate from, @Nullable LocalDate to, Filters filters, List<NamedCohort> cohorts) {
    /** Everybody, over the default range. */
    public static final Scope EVERYTHING = new Scope(null, null, Filters.EVERYBODY);

    /** Rejects a range that ends before it starts; takes a copy. */
    public Scope {
        cohorts = List.copyOf(cohorts);
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("from " + from + " is after to " + to);
        }
    }

    /** Without saved cohorts. */
    public Scope(@Nullable LocalDate from, @Nullable LocalDate to, Filters filters) {
        this(from, to, filters, List.of());
    }

    /** Refuses a range that is named and has no day: nothing could come of a definition over it. */
    public void requireSomeDays() {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new InvalidDefinitionException("to", to, "a day after from, which is " + from);
        }
    }

    /** The same of another range. */
    public Scope over(LocalDate otherFrom, LocalDate otherTo) {
        return new Scope(otherFrom, otherTo, filters, cohorts);
    }
}
