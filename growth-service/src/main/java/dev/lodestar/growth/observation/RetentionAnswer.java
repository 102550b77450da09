package dev.lodestar.growth.observation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.growth.observation.domain.RetentionPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is needed of {@code GET /cohorts/retention?period=monthly}: the pooled columns. */
@JsonIgnoreProperties(ignoreUnknown = true)
record RetentionAnswer(
        @Nullable JsonNode definition,
        @Nullable PositionAnswer asOf,
        @Nullable Double completeness,
        @Nullable String period,
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
            points.add(new RetentionPoint(column.period(), active, size));
        }
        return points;
    }
}
