package dev.lodestar.report.figure;

import dev.lodestar.report.figure.Canvas.Anchor;
import dev.lodestar.report.figure.domain.Chart;
import dev.lodestar.report.figure.domain.Figure;
import dev.lodestar.report.figure.domain.Tone;
import dev.lodestar.report.figure.domain.Unit;
import java.awt.Color;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** A figure as a PNG picture of 1600 × 900 pixels. Needs no display, no fonts and no native font library. */
final class PngFigure {
    private static final double LEFT = 60;
    private static final double RIGHT = Canvas.WIDTH - 60.0;
    private static final double TITLE_SIZE = 38;
    private static final double SUBTITLE_SIZE = 22;

    private PngFigure() {}

    static void write(Figure figure, OutputStream out) throws IOException {
        Canvas canvas = new Canvas();
        Plot plot = new Plot(canvas, LEFT, RIGHT, headings(canvas, figure) + 20, Canvas.HEIGHT - 50.0);
        switch (figure.chart()) {
            case Chart.Gauge gauge -> gauge(plot, gauge);
            case Chart.Lines lines -> LinePlot.draw(plot, lines);
            case Chart.Bars bars -> BarPlot.draw(plot, bars);
            case Chart.Heatmap heatmap -> heatmap(plot, heatmap);
            case Chart.Unavailable unavailable -> unavailable(plot, unavailable);
        }
        canvas.writePng(out);
    }

    /** Room for a plot on a canvas. */
    record Plot(Canvas canvas, double left, double right, double top, double bottom) {
        double middle() {
            return (left + right) / 2;
        }
    }

    private static double headings(Canvas canvas, Figure figure) {
        double y = 40;
        for (String line : Canvas.wrap(Typeface.BOLD, figure.title(), TITLE_SIZE, RIGHT - LEFT)) {
            y += TITLE_SIZE * 0.75;
            canvas.bold(line, LEFT, y, TITLE_SIZE, Canvas.TEXT, Anchor.START);
            y += TITLE_SIZE * 0.5;
        }
        for (String line : Canvas.wrap(Typeface.REGULAR, figure.subtitle(), SUBTITLE_SIZE, RIGHT - LEFT)) {
            y += SUBTITLE_SIZE;
            canvas.text(line, LEFT, y, SUBTITLE_SIZE, Canvas.MUTED);
            y += SUBTITLE_SIZE * 0.35;
        }
        return y;
    }

    private static void gauge(Plot plot, Chart.Gauge gauge) {
        double radius = Math.min((plot.bottom() - plot.top()) * 0.72, 420);
        double x = plot.middle();
        double y = plot.top() + radius + 50;
        double share = Math.clamp(gauge.value() / gauge.maximum(), 0, 1);
        ring(plot.canvas(), x, y, radius, 1, Canvas.GRID);
        ring(plot.canvas(), x, y, radius, share, Color.decode(Tone.BLUE.hex()));
        if (gauge.target() != null && gauge.target() <= gauge.maximum()) {
            target(plot.canvas(), x, y, radius, gauge.target(), gauge);
        }
        plot.canvas().bold(exact(gauge), x, y - 20, 110, Canvas.TEXT, Anchor.MIDDLE);
        plot.canvas().text(gauge.caption(), x, y + 40, 28, Canvas.MUTED, Anchor.MIDDLE);
        double end = radius - 35;
        plot.canvas().text("0", x - end, y + 40, 22, Canvas.MUTED, Anchor.MIDDLE);
        plot.canvas().text(Unit.tick(gauge.unit(), gauge.maximum()), x + end, y + 40, 22, Canvas.MUTED, Anchor.MIDDLE);
    }

    private static String exact(Chart.Gauge gauge) {
        return gauge.unit() instanceof Unit.Count
                ? String.format(Locale.ROOT, "%,.0f", gauge.value())
                : gauge.unit().label(gauge.value());
    }

    private static void ring(Canvas canvas, double x, double y, double radius, double share, Color colour) {
        Area ring = new Area(
                new Arc2D.Double(x - radius, y - radius, 2 * radius, 2 * radius, 180, -180 * share, Arc2D.PIE));
        double inner = radius - 70;
        ring.subtract(new Area(new Ellipse2D.Double(x - inner, y - inner, 2 * inner, 2 * inner)));
        canvas.fill(ring, colour);
    }

    private static void target(Canvas canvas, double x, double y, double radius, double target, Chart.Gauge gauge) {
        double angle = Math.PI * (1 - target / gauge.maximum());
        double inner = radius - 78;
        double outer = radius + 8;
        canvas.line(
                x + inner * Math.cos(angle),
                y - inner * Math.sin(angle),
                x + outer * Math.cos(angle),
                y - outer * Math.sin(angle),
                Color.decode(Tone.VERMILLION.hex()),
                6);
        double label = radius + 24;
        canvas.text(
                "target " + gauge.unit().label(target),
                x + label * Math.cos(angle),
                y - label * Math.sin(angle),
                24,
                Canvas.TEXT,
                Math.cos(angle) < 0 ? Anchor.END : Anchor.START);
    }

    private static void heatmap(Plot plot, Chart.Heatmap chart) {
        List<String> rows = chart.rows();
        double size = Math.min(20, (plot.bottom() - plot.top() - 60) / rows.size() * 0.7);
        double names = rows.stream()
                .mapToDouble(row -> Typeface.REGULAR.width(row, size))
                .max()
                .orElse(0);
        double left = plot.left() + Math.min(names, 360) + 16;
        double top = plot.top() + 40;
        double width = (plot.right() - left) / chart.columns().size();
        double height = (plot.bottom() - top) / rows.size();
        double highest = chart.cells().stream()
                .flatMap(row -> row.stream().skip(1))
                .mapToDouble(value -> value == null ? 0 : value)
                .max()
                .orElse(1);
        plot.canvas().text(chart.columnTitle(), left, plot.top() + 4, 18, Canvas.MUTED);
        for (int column = 0; column < chart.columns().size(); column++) {
            plot.canvas()
                    .text(
                            chart.columns().get(column),
                            left + (column + 0.5) * width,
                            top - 8,
                            Math.min(18, width * 0.6),
                            Canvas.MUTED,
                            Anchor.MIDDLE);
        }
        for (int row = 0; row < rows.size(); row++) {
            double y = top + row * height;
            plot.canvas()
                    .text(
                            Canvas.clip(rows.get(row), size, 360),
                            left - 12,
                            y + height / 2 + size * 0.35,
                            size,
                            Canvas.TEXT,
                            Anchor.END);
            for (int column = 0; column < chart.columns().size(); column++) {
                Double value = chart.cells().get(row).get(column);
                if (value != null) {
                    cell(plot.canvas(), left + column * width, y, width, height, value, highest);
                }
            }
        }
    }

    private static void cell(
            Canvas canvas, double x, double y, double width, double height, double value, double highest) {
        double share = highest > 0 ? value / highest : 0;
        canvas.box(x, y, width - 1, height - 1, HeatScale.at(share));
        String label = Math.round(value * 100) + "%";
        double size = Math.min(18, height * 0.55);
        if (Typeface.REGULAR.width(label, size) < width - 4 && size >= 9) {
            Color ink = share > 0.45 ? Color.WHITE : Canvas.TEXT;
            canvas.text(label, x + width / 2, y + height / 2 + size * 0.35, size, ink, Anchor.MIDDLE);
        }
    }

    private static void unavailable(Plot plot, Chart.Unavailable chart) {
        double y = (plot.top() + plot.bottom()) / 2;
        plot.canvas().text("Not measurable", plot.middle(), y, 34, Canvas.MUTED, Anchor.MIDDLE);
        plot.canvas()
                .text(
                        Canvas.clip(chart.reason(), 24, plot.right() - plot.left()),
                        plot.middle(),
                        y + 44,
                        24,
                        Canvas.MUTED,
                        Anchor.MIDDLE);
    }
}
