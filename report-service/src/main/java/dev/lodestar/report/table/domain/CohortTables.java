package dev.lodestar.report.table.domain;

import static dev.lodestar.report.table.domain.ActivityTables.stream;
import static dev.lodestar.report.table.domain.Table.Column.column;

import dev.lodestar.report.answer.domain.CohortRevenue;
import dev.lodestar.report.answer.domain.Comparison;
import dev.lodestar.report.answer.domain.DayN;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Retention;
import dev.lodestar.report.table.domain.Table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables of cohorts: retention, Day-N, early against late, revenue. */
final class CohortTables {
    private record CohortCell(Retention.Cohort cohort, Retention.Cell cell) {}

    private static final List<Column<CohortCell>> RETENTION = List.of(
            column("cohort", row -> row.cohort().cohort()),
            column("period", row -> row.cell().period()),
            column("active_users", row -> row.cell().activeUsers()),
            column("cohort_size", row -> row.cohort().size()),
            column("retention_rate", row -> row.cell().retentionRate()),
            column("ci_low", row -> row.cell().ciLow()),
            column("ci_high", row -> row.cell().ciHigh()),
            column("censored", row -> row.cell().censored()));

    private static final List<Column<DayN.Day>> DAY_N = List.of(
            column("day", DayN.Day::day),
            column("eligible_users", DayN.Day::eligibleUsers),
            column("retained_users", DayN.Day::retainedUsers),
            column("retention_rate", DayN.Day::retentionRate),
            column("ci_low", DayN.Day::ciLow),
            column("ci_high", DayN.Day::ciHigh),
            column("on_or_after_users", DayN.Day::onOrAfterUsers),
            column("on_or_after_rate", DayN.Day::onOrAfterRate));

    private static final List<Column<CohortRevenue.Cohort>> LTV = List.of(
            column("cohort", CohortRevenue.Cohort::cohort),
            column("cohort_size", CohortRevenue.Cohort::cohortSize),
            column("paying_users", CohortRevenue.Cohort::payingUsers),
            column("conversion_rate", CohortRevenue.Cohort::conversionRate),
            column("revenue", CohortRevenue.Cohort::revenue),
            column("arpu", CohortRevenue.Cohort::arpu),
            column("arppu", CohortRevenue.Cohort::arppu),
            column("ltv_to_date", CohortRevenue.Cohort::ltvToDate),
            column("ltv_projected", CohortRevenue.Cohort::ltvProjected),
            column("ltv_low", CohortRevenue.Cohort::ltvLow),
            column("ltv_high", CohortRevenue.Cohort::ltvHigh),
            column("estimated", CohortRevenue.Cohort::estimated),
            column("reason", CohortRevenue.Cohort::reason));

    private static final List<Column<Comparison.Period>> COMPARISON = List.of(
            column("period", Comparison.Period::period),
            column("early_active", Comparison.Period::earlyActive),
            column("early_size", Comparison.Period::earlySize),
            column("early_rate", Comparison.Period::earlyRate),
            column("late_active", Comparison.Period::lateActive),
            column("late_size", Comparison.Period::lateSize),
            column("late_rate", Comparison.Period::lateRate),
            column("difference", Comparison.Period::difference),
            column("ci_low", Comparison.Period::ciLow),
            column("ci_high", Comparison.Period::ciHigh),
            column("z", Comparison.Period::z),
            column("p_value", Comparison.Period::pValue),
            column("p_adjusted", Comparison.Period::pAdjusted));

    private CohortTables() {}

    static List<Table> of(Evidence evidence) {
        Retention retention = evidence.retention();
        List<Retention.Cohort> cohorts = retention == null ? List.of() : retention.cohorts();
        DayN dayN = evidence.dayN();
        Comparison comparison = evidence.comparison();
        CohortRevenue ltv = evidence.ltv();
        return List.of(
                Table.of("cohort_retention.csv", RETENTION, cells(cohorts)),
                matrix(cohorts),
                Table.of("day_n_retention.csv", DAY_N, stream(dayN == null ? null : dayN.days())),
                Table.of("cohort_ltv.csv", LTV, stream(ltv == null ? null : ltv.cohorts())),
                Table.of(
                        "cohort_comparison.csv", COMPARISON, stream(comparison == null ? null : comparison.periods())));
    }

    private static Stream<CohortCell> cells(List<Retention.Cohort> cohorts) {
        return cohorts.stream().flatMap(cohort -> cohort.cells().stream().map(cell -> new CohortCell(cohort, cell)));
    }

    /** Rates by cohort (rows) and period (columns 0, 1, 2, …); empty where censored or in the future. */
    private static Table matrix(List<Retention.Cohort> cohorts) {
        int periods = cohorts.stream()
                .flatMap(cohort -> cohort.cells().stream())
                .mapToInt(cell -> cell.period() + 1)
                .max()
                .orElse(0);
        List<String> columns = new ArrayList<>(List.of("cohort", "cohort_size"));
        IntStream.range(0, periods).mapToObj(Integer::toString).forEach(columns::add);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        cohorts.forEach(cohort -> rows.add(matrixRow(cohort, periods)));
        return new Table("retention_matrix.csv", columns, rows);
    }

    private static List<@Nullable Object> matrixRow(Retention.Cohort cohort, int periods) {
        Map<Integer, @Nullable Double> rates = new HashMap<>();
        cohort.cells().forEach(cell -> rates.put(cell.period(), cell.retentionRate()));
        List<@Nullable Object> row = new ArrayList<>();
        row.add(cohort.cohort());
        row.add(cohort.size());
        IntStream.range(0, periods).forEach(period -> row.add(rates.get(period)));
        return row;
    }
}
