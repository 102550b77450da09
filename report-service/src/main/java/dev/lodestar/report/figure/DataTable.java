package dev.lodestar.report.figure;

import dev.lodestar.report.figure.domain.Chart;
import dev.lodestar.report.figure.domain.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a figure as text. Of long series the last {@value #MOST_ROWS} rows; the whole is in the bundle's CSV.
 *
 * @param cut whether rows were left out at the beginning
 */
public record DataTable(List<String> columns, List<List<String>> rows, boolean cut) {
    private static final int MOST_ROWS = 60;

    static DataTable of(Chart chart) {
        return switch (chart) {
            case Chart.Gauge gauge -> gauge(gauge);
            case Chart.Lines lines -> lines(lines);
            case Chart.Bars bars -> bars(bars);
            case Chart.Heatmap heatmap -> heatmap(heatmap);
            case Chart.Unavailable ignored -> new DataTable(List.of(), List.of(), false);
        };
    }

    private static DataTable gauge(Chart.Gauge gauge) {
        return new DataTable(
                List.of("Figure", "Value"),
                List.of(
                        List.of("Current", number(gauge.value(), gauge.unit())),
                        List.of("Target", number(gauge.target(), gauge.unit()))),
                false);
    }

    private static DataTable lines(Chart.Lines chart) {
        List<String> columns = new ArrayList<>(List.of(chart.positionTitle()));
        List<List<@Nullable Double>> values = new ArrayList<>();
        for (Chart.Line line : chart.lines()) {
            columns.add(line.name());
            values.add(line.values());
        }
        Chart.Band band = chart.band();
        if (band != null) {
            columns.addAll(List.of("P10", "P90"));
            values.add(band.low());
            values.add(band.high());
        }
        return series(columns, chart.positions(), values, chart.unit());
    }

    private static DataTable bars(Chart.Bars chart) {
        List<String> columns = new ArrayList<>(List.of(""));
        List<List<@Nullable Double>> values = new ArrayList<>();
        for (Chart.BarSeries bars : chart.series()) {
            columns.add(bars.name());
            values.add(bars.values());
            if (!bars.low().isEmpty()) {
                columns.addAll(List.of("P10", "P90"));
                values.add(bars.low());
                values.add(bars.high());
            }
        }
        return series(columns, chart.categories(), values, chart.unit());
    }

    private static DataTable heatmap(Chart.Heatmap chart) {
        List<String> columns = new ArrayList<>(List.of(chart.rowTitle()));
        columns.addAll(chart.columns());
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < chart.rows().size(); i++) {
            List<String> row = new ArrayList<>(List.of(chart.rows().get(i)));
            chart.cells().get(i).forEach(value -> row.add(value == null ? "" : Unit.percent(value)));
            rows.add(row);
        }
        return new DataTable(columns, rows, false);
    }

    private static DataTable series(
            List<String> columns, List<String> labels, List<List<@Nullable Double>> values, Unit unit) {
        int from = Math.max(0, labels.size() - MOST_ROWS);
        List<List<String>> rows = new ArrayList<>();
        for (int i = from; i < labels.size(); i++) {
            List<String> row = new ArrayList<>(List.of(labels.get(i)));
            for (List<@Nullable Double> series : values) {
                row.add(number(series.get(i), unit));
            }
            rows.add(row);
        }
        return new DataTable(columns, rows, from > 0);
    }

    private static String number(@Nullable Double value, Unit unit) {
        if (value == null) {
            return "not measured";
        }
        return switch (unit) {
            case Unit.Count ignored -> String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.1f", value);
            case Unit.Rate ignored -> Unit.percent(value);
            case Unit.Money money -> money.written(value, String.format(Locale.ROOT, "%,.0f", Math.abs(value)));
        };
    }
}
