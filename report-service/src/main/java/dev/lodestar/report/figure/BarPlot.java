package dev.lodestar.report.figure;

import dev.lodestar.report.figure.Canvas.Anchor;
import dev.lodestar.report.figure.domain.Chart;
import dev.lodestar.report.figure.domain.Tone;
import dev.lodestar.report.figure.domain.Unit;
import java.awt.Color;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bars over categories: across the page with labels and whiskers, or upright, side by side or stacked. */
final class BarPlot {
    private static final double NAME_SIZE = 22;
    private static final double WIDEST_NAME = 380;
    private static final int MOST_CATEGORY_LABELS = 14;

    private final PngFigure.Plot plot;
    private final Canvas canvas;
    private final Chart.Bars chart;

    private BarPlot(PngFigure.Plot plot, Chart.Bars chart) {
        this.plot = plot;
        this.canvas = plot.canvas();
        this.chart = chart;
    }

    static void draw(PngFigure.Plot plot, Chart.Bars chart) {
        BarPlot bars = new BarPlot(plot, chart);
        if (chart.horizontal()) {
            bars.across();
        } else {
            bars.upright();
        }
    }

    private void across() {
        double names = chart.categories().stream()
                .mapToDouble(name -> Typeface.REGULAR.width(name, NAME_SIZE))
                .max()
                .orElse(0);
        double labels = chart.series().stream()
                .flatMap(series -> series.labels().stream())
                .mapToDouble(label -> Typeface.REGULAR.width(label, 20))
                .max()
                .orElse(0);
        double left = plot.left() + Math.min(names, WIDEST_NAME) + 20;
        Scale x = Scale.covering(allValues(), left, plot.right() - labels - 20);
        for (double tick : x.ticks()) {
            canvas.line(x.at(tick), plot.top(), x.at(tick), plot.bottom() - 40, Canvas.GRID, 1.5);
            canvas.text(Unit.tick(chart.unit(), tick), x.at(tick), plot.bottom() - 12, 18, Canvas.MUTED, Anchor.MIDDLE);
        }
        double band = (plot.bottom() - 40 - plot.top())
                / Math.max(1, chart.categories().size());
        for (int i = 0; i < chart.categories().size(); i++) {
            double middle = plot.top() + (i + 0.5) * band;
            String name = Canvas.clip(chart.categories().get(i), NAME_SIZE, WIDEST_NAME);
            canvas.text(name, left - 14, middle + 8, NAME_SIZE, Canvas.TEXT, Anchor.END);
            bar(chart.series().getFirst(), i, x, middle, Math.min(band * 0.62, 60));
        }
    }

    private void bar(Chart.BarSeries series, int position, Scale x, double middle, double thickness) {
        Double value = series.values().get(position);
        if (value == null) {
            canvas.text("not measured", x.at(0) + 10, middle + 7, 20, Canvas.MUTED);
            return;
        }
        double zero = x.at(0);
        double end = x.at(value);
        canvas.box(
                Math.min(zero, end), middle - thickness / 2, Math.abs(end - zero), thickness, colour(series, position));
        double labelAt = Math.max(end, zero);
        Double low = at(series.low(), position);
        Double high = at(series.high(), position);
        if (low != null && high != null) {
            whisker(x.at(low), x.at(high), middle);
            labelAt = Math.max(labelAt, x.at(high));
        }
        if (!series.labels().isEmpty()) {
            canvas.text(series.labels().get(position), labelAt + 12, middle + 7, 20, Canvas.TEXT);
        }
    }

    private void whisker(double from, double to, double middle) {
        canvas.line(from, middle, to, middle, Canvas.TEXT, 2.5);
        canvas.line(from, middle - 9, from, middle + 9, Canvas.TEXT, 2.5);
        canvas.line(to, middle - 9, to, middle + 9, Canvas.TEXT, 2.5);
    }

    private void upright() {
        legend();
        double left = plot.left() + 90;
        Scale y = Scale.covering(allValues(), plot.bottom() - 50, plot.top() + 70);
        canvas.text(chart.valueTitle(), plot.left(), plot.top() + 50, 18, Canvas.MUTED);
        for (double tick : y.ticks()) {
            canvas.line(left, y.at(tick), plot.right(), y.at(tick), Canvas.GRID, 1.5);
            canvas.text(Unit.tick(chart.unit(), tick), left - 12, y.at(tick) + 6, 18, Canvas.MUTED, Anchor.END);
        }
        int count = chart.categories().size();
        double band = (plot.right() - left) / Math.max(1, count);
        int every = Math.max(1, (int) Math.ceil((double) count / MOST_CATEGORY_LABELS));
        for (int i = 0; i < count; i++) {
            double start = left + i * band;
            if (i % every == 0) {
                String name = Canvas.clip(chart.categories().get(i), 18, band * every - 8);
                canvas.text(name, start + band / 2, plot.bottom() - 14, 18, Canvas.TEXT, Anchor.MIDDLE);
            }
            if (chart.stacked()) {
                stack(i, start + band * 0.15, band * 0.7, y);
            } else {
                group(i, start + band * 0.12, band * 0.76, y);
            }
        }
        canvas.line(left, y.at(0), plot.right(), y.at(0), Canvas.MUTED, 2);
    }

    private void stack(int position, double x, double width, Scale y) {
        double above = 0;
        double below = 0;
        for (Chart.BarSeries series : chart.series()) {
            Double value = series.values().get(position);
            if (value == null) {
                continue;
            }
            double start = value < 0 ? below : above;
            double end = start + value;
            canvas.box(
                    x,
                    Math.min(y.at(start), y.at(end)),
                    width,
                    Math.abs(y.at(end) - y.at(start)),
                    colour(series, position));
            if (value < 0) {
                below = end;
            } else {
                above = end;
            }
        }
    }

    private void group(int position, double x, double width, Scale y) {
        double each = width / chart.series().size();
        for (int i = 0; i < chart.series().size(); i++) {
            Double value = chart.series().get(i).values().get(position);
            if (value != null) {
                double top = Math.min(y.at(0), y.at(value));
                double height = Math.abs(y.at(value) - y.at(0));
                canvas.box(
                        x + i * each,
                        top,
                        each - 3,
                        height,
                        colour(chart.series().get(i), position));
                String label = chart.unit().label(value);
                if (Typeface.REGULAR.width(label, 14) < each + 6) {
                    canvas.text(label, x + (i + 0.5) * each, top - 6, 14, Canvas.MUTED, Anchor.MIDDLE);
                }
            }
        }
    }

    private void legend() {
        double x = plot.left() + 90;
        for (Chart.BarSeries series : chart.series()) {
            String name = Canvas.clip(series.name(), 20, 260);
            canvas.box(x, plot.top() + 4, 22, 22, Color.decode(series.tone().hex()));
            canvas.text(name, x + 32, plot.top() + 22, 20, Canvas.TEXT);
            x += 32 + Typeface.REGULAR.width(name, 20) + 34;
        }
    }

    private Color colour(Chart.BarSeries series, int position) {
        Tone tone = chart.emphasised().contains(position) ? Tone.VERMILLION : series.tone();
        return Color.decode(tone.hex());
    }

    private DoubleStream allValues() {
        DoubleStream ends = chart.stacked()
                ? stackEnds()
                : chart.series().stream()
                        .flatMap(series -> series.values().stream())
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue);
        DoubleStream intervals = chart.series().stream()
                .flatMap(series -> Stream.concat(series.low().stream(), series.high().stream()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue);
        return DoubleStream.concat(ends, intervals);
    }

    private DoubleStream stackEnds() {
        double[] ends = new double[2 * chart.categories().size()];
        for (Chart.BarSeries series : chart.series()) {
            for (int i = 0; i < chart.categories().size(); i++) {
                Double value = series.values().get(i);
                ends[2 * i + (value != null && value < 0 ? 1 : 0)] += value == null ? 0 : value;
            }
        }
        return DoubleStream.of(ends);
    }

    private static @Nullable Double at(List<@Nullable Double> values, int position) {
        return values.isEmpty() ? null : values.get(position);
    }
}
