package dev.lodestar.report.run.domain;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked to analyse. Two requests with equal specifications ask for the same.
 *
 * @param from first day, null for the default of the data
 * @param to day after the last, null for the default of the data
 * @param segment only users of this segment count; null for all
 * @param levers levers projected together; empty for all
 * @param months months to project, at least 1
 * @param seed seed of everything random
 */
public record RunSpec(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String segment,
        List<String> levers,
        int months,
        long seed) {
    public RunSpec {
        levers = List.copyOf(levers);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("the range must not be empty");
        }
        if (months < 1) {
            throw new IllegalArgumentException("a projection has at least one month");
        }
    }
}
