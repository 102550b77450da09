package dev.lodestar.report.figure;

import dev.lodestar.report.figure.Canvas.Anchor;
import dev.lodestar.report.figure.domain.Chart;
import dev.lodestar.report.figure.domain.Unit;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines with an optional band, each labelled at its end. */
final class LinePlot {
    private static final double LABEL_SIZE = 20;
    private static final int MOST_POSITION_LABELS = 10;

    private final Canvas canvas;
    private final Chart.Lines chart;
    private final Scale x;
    private final Scale y;

    private record EndLabel(String text, double y, Color colour) {}

    private LinePlot(PngFigure.Plot plot, Chart.Lines chart) {
        this.canvas = plot.canvas();
        this.chart = chart;
        double names = chart.lines().stream()
                .mapToDouble(line -> Typeface.BOLD.width(line.name(), LABEL_SIZE))
                .max()
                .orElse(0);
        double left = plot.left() + 90;
        this.x = new Scale(0, Math.max(1, chart.positions().size() - 1), left, plot.right() - names - 20);
        this.y = Scale.covering(values(chart), plot.bottom() - 70, plot.top() + 30);
    }

    static void draw(PngFigure.Plot plot, Chart.Lines chart) {
        LinePlot lines = new LinePlot(plot, chart);
        lines.axes(plot);
        lines.band();
        chart.marks().forEach(lines::mark);
        chart.lines()
                .forEach(line -> lines.canvas.stroke(
                        lines.path(line.values()), Color.decode(line.tone().hex()), 3.5, line.dashed()));
        lines.endLabels();
    }

    private static DoubleStream values(Chart.Lines chart) {
        Stream<List<@Nullable Double>> all = chart.lines().stream().map(Chart.Line::values);
        Chart.Band band = chart.band();
        Stream<List<@Nullable Double>> edges = band == null ? Stream.of() : Stream.of(band.low(), band.high());
        return DoubleStream.concat(
                Stream.concat(all, edges)
                        .flatMap(List::stream)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue),
                chart.marks().stream().mapToDouble(Chart.Mark::value));
    }

    private void axes(PngFigure.Plot plot) {
        canvas.text(chart.valueTitle(), plot.left(), plot.top() + 8, 18, Canvas.MUTED);
        for (double tick : y.ticks()) {
            canvas.line(x.from(), y.at(tick), x.to(), y.at(tick), Canvas.GRID, 1.5);
            canvas.text(Unit.tick(chart.unit(), tick), x.from() - 12, y.at(tick) + 6, 18, Canvas.MUTED, Anchor.END);
        }
        int count = chart.positions().size();
        int every = Math.max(1, (int) Math.ceil((double) count / MOST_POSITION_LABELS));
        for (int i = 0; i < count; i += every) {
            canvas.text(chart.positions().get(i), x.at(i), y.from() + 30, 18, Canvas.MUTED, Anchor.MIDDLE);
        }
        canvas.text(chart.positionTitle(), (x.from() + x.to()) / 2, y.from() + 62, 18, Canvas.MUTED, Anchor.MIDDLE);
    }

    private void band() {
        Chart.Band band = chart.band();
        if (band == null) {
            return;
        }
        Path2D area = new Path2D.Double();
        boolean begun = false;
        for (int i = 0; i < band.high().size(); i++) {
            begun = extend(area, begun, i, band.high().get(i));
        }
        for (int i = band.low().size() - 1; i >= 0; i--) {
            begun = extend(area, begun, i, band.low().get(i));
        }
        if (begun) {
            area.closePath();
            canvas.fill(area, Color.decode(band.tone().hex()), 0.18f);
        }
    }

    private void mark(Chart.Mark mark) {
        canvas.line(x.from(), y.at(mark.value()), x.to(), y.at(mark.value()), Canvas.MUTED, 2);
        canvas.text(mark.label(), x.to(), y.at(mark.value()) - 8, 18, Canvas.MUTED, Anchor.END);
    }

    /** The line through the values; a null interrupts it. */
    private Path2D path(List<@Nullable Double> values) {
        Path2D path = new Path2D.Double();
        boolean drawing = false;
        for (int i = 0; i < values.size(); i++) {
            drawing = values.get(i) != null && extend(path, drawing, i, values.get(i));
        }
        return path;
    }

    private boolean extend(Path2D path, boolean begun, int position, @Nullable Double value) {
        if (value == null) {
            return begun;
        }
        if (begun) {
            path.lineTo(x.at(position), y.at(value));
        } else {
            path.moveTo(x.at(position), y.at(value));
        }
        return true;
    }

    /** Names at the ends of the lines, pushed apart where they would touch. */
    private void endLabels() {
        List<EndLabel> labels = new ArrayList<>();
        for (Chart.Line line : chart.lines()) {
            line.values().stream()
                    .filter(Objects::nonNull)
                    .reduce((first, second) -> second)
                    .ifPresent(last -> labels.add(new EndLabel(
                            line.name(), y.at(last), Color.decode(line.tone().hex()))));
        }
        labels.sort(Comparator.comparingDouble(EndLabel::y));
        double free = Double.NEGATIVE_INFINITY;
        for (EndLabel label : labels) {
            double at = Math.max(label.y() + 7, free);
            canvas.bold(label.text(), x.to() + 10, at, LABEL_SIZE, label.colour(), Anchor.START);
            free = at + LABEL_SIZE * 1.2;
        }
    }
}
