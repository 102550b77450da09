package dev.lodestar.report.figure;

import dev.lodestar.report.figure.domain.Chart;
import dev.lodestar.report.figure.domain.Figure;
import dev.lodestar.report.figure.domain.Tone;
import dev.lodestar.report.figure.domain.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A figure in Plotly's schema, {@code {"data": […], "layout": {…}}}: {@code plotly.io.from_json} and Plotly.js read it as it is. */
final class PlotlyFigure {
    private PlotlyFigure() {}

    static Map<String, Object> of(Figure figure) {
        Map<String, Object> layout = new TreeMap<>();
        layout.put(
                "title", Map.of("text", escaped(figure.title()) + "<br><sup>" + escaped(figure.subtitle()) + "</sup>"));
        layout.put("template", Map.of("layout", Map.of("colorway", colorway())));
        layout.put("paper_bgcolor", "#ffffff");
        layout.put("plot_bgcolor", "#ffffff");
        layout.put("font", Map.of("color", "#1c2430"));
        List<Object> data = switch (figure.chart()) {
            case Chart.Gauge gauge -> gauge(gauge);
            case Chart.Lines lines -> lines(lines, layout);
            case Chart.Bars bars -> bars(bars, layout);
            case Chart.Heatmap heatmap -> heatmap(heatmap, layout);
            case Chart.Unavailable unavailable -> unavailable(unavailable, layout);
        };
        return Map.of("data", data, "layout", layout);
    }

    private static List<Object> gauge(Chart.Gauge gauge) {
        Map<String, Object> dial = new TreeMap<>();
        dial.put("axis", Map.of("range", List.of(0, gauge.maximum())));
        dial.put("bar", Map.of("color", Tone.BLUE.hex()));
        Map<String, Object> indicator = new TreeMap<>();
        indicator.put("type", "indicator");
        indicator.put("mode", gauge.target() == null ? "gauge+number" : "gauge+number+delta");
        indicator.put("value", gauge.value());
        indicator.put("title", Map.of("text", escaped(gauge.caption())));
        if (gauge.target() != null) {
            indicator.put("delta", Map.of("reference", gauge.target()));
            dial.put(
                    "threshold",
                    Map.of("value", gauge.target(), "line", Map.of("color", Tone.VERMILLION.hex(), "width", 4)));
        }
        indicator.put("gauge", dial);
        return List.of(indicator);
    }

    private static List<Object> lines(Chart.Lines chart, Map<String, Object> layout) {
        List<Object> data = new ArrayList<>();
        Chart.Band band = chart.band();
        if (band != null) {
            data.add(edge(chart.positions(), band.low(), band.name() + " (low end)", false, band.tone()));
            data.add(edge(chart.positions(), band.high(), band.name(), true, band.tone()));
        }
        for (Chart.Line line : chart.lines()) {
            Map<String, Object> trace = new TreeMap<>();
            trace.put("type", "scatter");
            trace.put("mode", "lines");
            trace.put("name", escaped(line.name()));
            trace.put("x", chart.positions());
            trace.put("y", line.values());
            trace.put("line", Map.of("color", line.tone().hex(), "dash", line.dashed() ? "dash" : "solid"));
            data.add(trace);
        }
        layout.put("xaxis", Map.of("title", Map.of("text", chart.positionTitle())));
        layout.put("yaxis", valueAxis(chart.valueTitle(), chart.unit()));
        layout.put("hovermode", "x unified");
        layout.put("shapes", chart.marks().stream().map(PlotlyFigure::mark).toList());
        return data;
    }

    private static Map<String, Object> mark(Chart.Mark mark) {
        return Map.of(
                "type",
                "line",
                "xref",
                "paper",
                "x0",
                0,
                "x1",
                1,
                "y0",
                mark.value(),
                "y1",
                mark.value(),
                "label",
                Map.of("text", escaped(mark.label())),
                "line",
                Map.of("dash", "dot", "color", Tone.GREY.hex()));
    }

    private static Map<String, Object> edge(
            List<String> positions, List<@Nullable Double> values, String name, boolean fill, Tone tone) {
        Map<String, Object> trace = new TreeMap<>();
        trace.put("type", "scatter");
        trace.put("mode", "lines");
        trace.put("name", name);
        trace.put("x", positions);
        trace.put("y", values);
        trace.put("line", Map.of("width", 0, "color", tone.hex()));
        trace.put("showlegend", fill);
        if (fill) {
            trace.put("fill", "tonexty");
            trace.put("opacity", 0.2);
        }
        return trace;
    }

    private static List<Object> bars(Chart.Bars chart, Map<String, Object> layout) {
        List<Object> data = new ArrayList<>();
        List<String> categories =
                chart.categories().stream().map(PlotlyFigure::escaped).toList();
        for (Chart.BarSeries bars : chart.series()) {
            Map<String, Object> trace = new TreeMap<>();
            trace.put("type", "bar");
            trace.put("orientation", chart.horizontal() ? "h" : "v");
            trace.put("name", escaped(bars.name()));
            trace.put(chart.horizontal() ? "y" : "x", categories);
            trace.put(chart.horizontal() ? "x" : "y", bars.values());
            trace.put("marker", Map.of("color", colours(bars, chart)));
            if (!bars.labels().isEmpty()) {
                trace.put(
                        "text",
                        bars.labels().stream().map(PlotlyFigure::escaped).toList());
                trace.put("textposition", "outside");
            }
            if (!bars.low().isEmpty()) {
                trace.put(chart.horizontal() ? "error_x" : "error_y", errors(bars));
            }
            data.add(trace);
        }
        Map<String, Object> values = valueAxis(chart.valueTitle(), chart.unit());
        Map<String, Object> labels = new TreeMap<>(Map.of("automargin", true));
        if (chart.horizontal()) {
            labels.put("autorange", "reversed");
        }
        layout.put("xaxis", chart.horizontal() ? values : labels);
        layout.put("yaxis", chart.horizontal() ? labels : values);
        layout.put("barmode", chart.stacked() ? "relative" : "group");
        return data;
    }

    private static Object colours(Chart.BarSeries bars, Chart.Bars chart) {
        if (chart.emphasised().isEmpty()) {
            return bars.tone().hex();
        }
        List<String> colours = new ArrayList<>();
        for (int i = 0; i < bars.values().size(); i++) {
            colours.add(
                    chart.emphasised().contains(i)
                            ? Tone.VERMILLION.hex()
                            : bars.tone().hex());
        }
        return colours;
    }

    private static Map<String, Object> errors(Chart.BarSeries bars) {
        List<@Nullable Double> above = new ArrayList<>();
        List<@Nullable Double> below = new ArrayList<>();
        for (int i = 0; i < bars.values().size(); i++) {
            above.add(distance(bars.values().get(i), bars.high().get(i)));
            below.add(distance(bars.low().get(i), bars.values().get(i)));
        }
        return Map.of("type", "data", "symmetric", false, "array", above, "arrayminus", below);
    }

    private static @Nullable Double distance(@Nullable Double from, @Nullable Double to) {
        return from == null || to == null ? null : Double.valueOf(to - from);
    }

    private static List<Object> heatmap(Chart.Heatmap chart, Map<String, Object> layout) {
        List<Object> scale = new ArrayList<>();
        for (int i = 0; i < HeatScale.STOPS.size(); i++) {
            scale.add(List.of((double) i / (HeatScale.STOPS.size() - 1), HeatScale.STOPS.get(i)));
        }
        Map<String, Object> trace = new TreeMap<>();
        trace.put("type", "heatmap");
        trace.put("x", chart.columns());
        trace.put("y", chart.rows().stream().map(PlotlyFigure::escaped).toList());
        trace.put("z", chart.cells());
        trace.put("colorscale", scale);
        trace.put("zmin", 0);
        trace.put("hoverongaps", false);
        trace.put("xgap", 1);
        trace.put("ygap", 1);
        trace.put("colorbar", Map.of("tickformat", tickFormat(chart.unit())));
        layout.put("xaxis", Map.of("title", Map.of("text", chart.columnTitle()), "type", "category"));
        layout.put(
                "yaxis",
                Map.of(
                        "title",
                        Map.of("text", chart.rowTitle()),
                        "type",
                        "category",
                        "autorange",
                        "reversed",
                        "automargin",
                        true));
        return List.of(trace);
    }

    private static List<Object> unavailable(Chart.Unavailable chart, Map<String, Object> layout) {
        layout.put("xaxis", Map.of("visible", false));
        layout.put("yaxis", Map.of("visible", false));
        layout.put(
                "annotations",
                List.of(Map.of(
                        "text",
                        "Not measurable: " + escaped(chart.reason()),
                        "showarrow",
                        false,
                        "xref",
                        "paper",
                        "yref",
                        "paper",
                        "x",
                        0.5,
                        "y",
                        0.5)));
        return List.of();
    }

    private static Map<String, Object> valueAxis(String title, Unit unit) {
        return Map.of(
                "title",
                Map.of("text", title),
                "tickformat",
                tickFormat(unit),
                "tickprefix",
                unit instanceof Unit.Money money ? money.symbol() : "",
                "gridcolor",
                "#e3e7ed");
    }

    private static String tickFormat(Unit unit) {
        return switch (unit) {
            case Unit.Count ignored -> ",.4~s";
            case Unit.Rate ignored -> ".0%";
            case Unit.Money ignored -> ",.3~s";
        };
    }

    private static List<String> colorway() {
        return List.of(
                Tone.BLUE.hex(),
                Tone.ORANGE.hex(),
                Tone.GREEN.hex(),
                Tone.VERMILLION.hex(),
                Tone.PURPLE.hex(),
                Tone.SKY.hex());
    }

    /** Plotly renders a subset of HTML in text, so names that come from users are escaped. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
