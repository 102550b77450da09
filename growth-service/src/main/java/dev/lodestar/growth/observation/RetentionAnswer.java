package dev.lodestar.growth.observation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.growth.observation.domain.RetentionPoint;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is needed of {@code GET /cohorts/retention?period=monthly}: the cohorts and the pooled columns. */
@JsonIgnoreProperties(ignoreUnknown = true)
record RetentionAnswer(
        @Nullable JsonNode definition,
        @Nullable PositionAnswer asOf,
        @Nullable Double completeness,
        @Nullable String period,
        @Nullable List<Cohort> cohorts,
        @Nullable List<Column> pooled,
        @Nullable String reason)
        implements MeasuredAnswer {

    /**
     * One column over all cohorts with a value in it; null where every cohort is censored, or where the caller must not see it.
     *
     * @param suppressed what is withheld from the caller
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Column(
            int period,
            @Nullable Long activeUsers,
            @Nullable Long cohortSize,
            @Nullable List<String> suppressed) {}

    /** The users who signed up in one month; the size null where the caller must not see it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Cohort(
            String cohort, @Nullable Long size, @Nullable List<Cell> cells) {

        YearMonth month() {
            return YearMonth.parse(cohort.substring(0, 7));
        }

        /** Whether the month of that age is over. */
        boolean hasLived(int age) {
            return cell(age)
                    .filter(cell -> !Boolean.TRUE.equals(cell.censored()))
                    .isPresent();
        }

        private Optional<Cell> cell(int age) {
            return cells == null
                    ? Optional.empty()
                    : cells.stream().filter(cell -> cell.period() == age).findFirst();
        }
    }

    /** One month of a cohort's life; the count null where censored, or where the caller must not see it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Cell(
            int period,
            @Nullable Long activeUsers,
            @Nullable Boolean censored) {}

    /** Whether figures are withheld from the caller, who is a viewer, because they are about few users. */
    boolean isWithheld() {
        return pooled != null && pooled.stream().anyMatch(column -> isWithheld(column.suppressed()));
    }

    /** The columns from age 0 up to the first gap; none when the retention is not monthly. */
    List<RetentionPoint> points() {
        var points = new ArrayList<RetentionPoint>();
        if (pooled == null || !"monthly".equals(period)) {
            return points;
        }
        for (Column column :
                pooled.stream().sorted(Comparator.comparingInt(Column::period)).toList()) {
            Long active = column.activeUsers();
            Long size = column.cohortSize();
            if (column.period() != points.size() || active == null || size == null || size == 0) {
                break;
            }
            Long starters = starters(column.period());
            if (starters == null) {
                break;
            }
            points.add(new RetentionPoint(column.period(), active, size, starters));
        }
        return points;
    }

    /**
     * Users active in month 0, of the cohorts that have lived an age: their own cells, or where one of these is withheld the pooled column without
     * the cells of the cohorts that are too young; null where neither is to be seen.
     */
    private @Nullable Long starters(int age) {
        Long own = startersOf(cohort -> cohort.hasLived(age));
        if (own != null) {
            return own;
        }
        Long young = startersOf(cohort -> !cohort.hasLived(age));
        Long all = pooled == null
                ? null
                : pooled.stream()
                        .filter(column -> column.period() == 0)
                        .findFirst()
                        .map(Column::activeUsers)
                        .orElse(null);
        return all == null || young == null ? null : Long.valueOf(all - young);
    }

    private @Nullable Long startersOf(Predicate<Cohort> which) {
        long sum = 0;
        for (Cohort cohort : cohorts == null ? List.<Cohort>of() : cohorts) {
            if (cohort.hasLived(0) && which.test(cohort)) {
                Long active = cohort.cell(0).map(Cell::activeUsers).orElse(null);
                if (active == null) {
                    return null;
                }
                sum += active;
            }
        }
        return sum;
    }

    /**
     * Signups of a month; null where not known.
     *
     * @param month a complete month of the range
     */
    @Nullable
    Long signups(YearMonth month) {
        if (cohorts == null || cohorts.isEmpty() || !"monthly".equals(period)) {
            return null;
        }
        return cohorts.stream()
                .filter(cohort -> cohort.month().equals(month))
                .findFirst()
                .map(cohort -> Optional.ofNullable(cohort.size()))
                .orElse(Optional.of(0L))
                .orElse(null);
    }
}
