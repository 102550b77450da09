package dev.lodestar.report.figure.domain;

import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Reason;
import dev.lodestar.report.answer.domain.Retention;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The retention matrix as a heatmap. */
final class CohortFigures {
    private CohortFigures() {}

    static Figure heatmap(Evidence evidence) {
        String name = "cohort_heatmap";
        String subject = "Cohort retention";
        Retention retention = evidence.retention();
        if (retention == null) {
            return Figure.unavailable(name, subject, evidence.missingReason("retention"));
        }
        int periods = retention.cohorts().stream()
                .flatMap(cohort -> cohort.cells().stream())
                .filter(cell -> cell.retentionRate() != null)
                .mapToInt(cell -> cell.period() + 1)
                .max()
                .orElse(0);
        if (periods == 0) {
            return Figure.unavailable(name, subject, Reason.words(retention.reason()));
        }
        boolean monthly = retention.period() == null || "monthly".equals(retention.period());
        List<String> rows = new ArrayList<>();
        List<List<@Nullable Double>> cells = new ArrayList<>();
        for (Retention.Cohort cohort : retention.cohorts()) {
            String label = monthly ? Wording.month(cohort.cohort()) : cohort.cohort();
            rows.add(label + " (" + Wording.number((double) cohort.size()) + ")");
            cells.add(rates(cohort, periods));
        }
        String period = monthly ? "month" : "period";
        return new Figure(
                name,
                subject,
                title(retention, period),
                "Share of each signup cohort (its size in brackets) active so many " + period
                        + "s after signup; periods that were not complete are left empty",
                new Chart.Heatmap(
                        rows,
                        IntStream.range(0, periods).mapToObj(Integer::toString).toList(),
                        cells,
                        "Signup " + period,
                        Wording.title(period) + "s since signup",
                        Unit.RATE));
    }

    private static List<@Nullable Double> rates(Retention.Cohort cohort, int periods) {
        List<@Nullable Double> rates = new ArrayList<>(Collections.nCopies(periods, null));
        cohort.cells().stream()
                .filter(cell -> cell.period() < periods)
                .forEach(cell -> rates.set(cell.period(), cell.retentionRate()));
        return rates;
    }

    private static String title(Retention retention, String period) {
        Optional<Retention.Pooled> first = pooled(retention, 1);
        Optional<Retention.Pooled> later = pooled(retention, 6).or(() -> pooled(retention, 3));
        if (first.isEmpty()) {
            return "No cohort has a complete " + period + " after its own yet";
        }
        String opening = "%s of a cohort is active one %s after signup".formatted(rate(first.get()), period);
        return later.map(pooled -> opening + ", " + rate(pooled) + " after " + spelled(pooled.period()))
                .orElse(opening);
    }

    private static Optional<Retention.Pooled> pooled(Retention retention, int period) {
        return retention.pooled().stream()
                .filter(pooled -> pooled.period() == period && pooled.retentionRate() != null)
                .findFirst();
    }

    private static String rate(Retention.Pooled pooled) {
        return Unit.percent(Objects.requireNonNull(pooled.retentionRate()));
    }

    private static String spelled(int period) {
        return period == 6 ? "six" : "three";
    }
}
