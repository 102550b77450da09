package dev.lodestar.report.figure;

import dev.lodestar.report.figure.domain.Chart;
import dev.lodestar.report.figure.domain.Figure;
import dev.lodestar.report.figure.domain.Tone;
import dev.lodestar.report.figure.domain.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A figure as an ECharts option. JSON cannot carry functions or follow the reader's colour scheme, so two kinds of text stand for them and are filled
 * in by {@code figures.js} in the page: {@code @format:<unit>} (of money with its symbol) becomes a formatter, {@code @color:<role>} a colour of the current scheme. The title is not in the option: the page
 * sets it as text.
 */
final class EChartsOption {
    private static final String TEXT = "@color:text";
    private static final String MUTED = "@color:muted";
    private static final String GRID = "@color:grid";
    private static final int ZOOM_FROM = 120;
    private static final int MOST_LABELLED_COLUMNS = 26;
    private static final int MOST_BROKEN_LABELS = 8;

    private EChartsOption() {}

    /** The option; empty for a figure that could not be measured. */
    static Map<String, Object> of(Figure figure) {
        Map<String, Object> option = switch (figure.chart()) {
            case Chart.Gauge gauge -> gauge(gauge);
            case Chart.Lines lines -> lines(lines);
            case Chart.Bars bars -> bars(bars);
            case Chart.Heatmap heatmap -> heatmap(heatmap);
            case Chart.Unavailable ignored -> new TreeMap<>();
        };
        if (!option.isEmpty()) {
            option.put("animationDuration", 300);
            option.put("textStyle", Map.of("fontFamily", "system-ui, Roboto, sans-serif", "color", TEXT));
        }
        return option;
    }

    private static Map<String, Object> gauge(Chart.Gauge gauge) {
        double share = gauge.value() / gauge.maximum();
        List<Object> bands = new ArrayList<>();
        bands.add(List.of(share, Tone.BLUE.hex()));
        bands.add(List.of(1, GRID));
        Map<String, Object> dial = new TreeMap<>(Map.of(
                "type",
                "gauge",
                "startAngle",
                200,
                "endAngle",
                -20,
                "min",
                0,
                "max",
                gauge.maximum(),
                "radius",
                "96%",
                "center",
                List.of("50%", "62%")));
        dial.put("axisLine", Map.of("lineStyle", Map.of("width", 26, "color", bands)));
        dial.put("pointer", Map.of("show", false));
        dial.put("axisTick", Map.of("show", false));
        dial.put("splitLine", Map.of("show", false));
        dial.put("axisLabel", Map.of("show", false));
        dial.put("title", Map.of("offsetCenter", List.of(0, "18%"), "color", MUTED, "fontSize", 14));
        dial.put(
                "detail",
                Map.of(
                        "offsetCenter",
                        List.of(0, "-12%"),
                        "fontSize",
                        48,
                        "fontWeight",
                        600,
                        "color",
                        TEXT,
                        "formatter",
                        "@format:exact"));
        dial.put("data", List.of(Map.of("value", gauge.value(), "name", gauge.caption())));
        Map<String, Object> option = new TreeMap<>();
        List<Object> series = new ArrayList<>(List.of(dial));
        if (gauge.target() != null && gauge.target() <= gauge.maximum()) {
            series.add(target(dial, gauge.target()));
        }
        option.put("series", series);
        return option;
    }

    /** A second dial without an axis whose pointer is a tick at the target. */
    private static Map<String, Object> target(Map<String, Object> dial, double target) {
        Map<String, Object> tick = new TreeMap<>(dial);
        tick.put("axisLine", Map.of("show", false));
        tick.put("axisLabel", Map.of("show", false));
        tick.put("title", Map.of("offsetCenter", List.of(0, "36%"), "color", MUTED, "fontSize", 13));
        tick.put("detail", Map.of("show", false));
        tick.put(
                "pointer",
                Map.of(
                        "show",
                        true,
                        "icon",
                        "rect",
                        "width",
                        4,
                        "length",
                        "22%",
                        "offsetCenter",
                        List.of(0, "-80%"),
                        "itemStyle",
                        Map.of("color", Tone.VERMILLION.hex())));
        tick.put("data", List.of(Map.of("value", target, "name", "target " + Unit.COUNT.label(target))));
        return tick;
    }

    private static Map<String, Object> lines(Chart.Lines chart) {
        List<Object> series = new ArrayList<>();
        if (chart.band() != null) {
            series.addAll(band(chart.band()));
        }
        for (Chart.Line line : chart.lines()) {
            series.add(line(line, chart));
        }
        Map<String, Object> option = cartesian(
                axis("category", chart.positionTitle(), chart.positions(), null),
                axis("value", chart.valueTitle(), null, chart.unit()),
                chart.unit());
        option.put("series", series);
        option.put("grid", Map.of("left", 12, "right", 110, "top", 34, "bottom", 34, "containLabel", true));
        if (chart.positions().size() > ZOOM_FROM) {
            option.put(
                    "dataZoom", List.of(Map.of("type", "inside"), Map.of("type", "slider", "height", 18, "bottom", 4)));
            option.put("grid", Map.of("left", 12, "right", 110, "top", 34, "bottom", 54, "containLabel", true));
        }
        return option;
    }

    private static Map<String, Object> line(Chart.Line line, Chart.Lines chart) {
        Map<String, Object> series = new TreeMap<>();
        series.put("type", "line");
        series.put("name", line.name());
        series.put("data", line.values());
        series.put("showSymbol", false);
        series.put("color", line.tone().hex());
        if (!line.values().isEmpty() && line.values().getFirst() == null) {
            series.put("animation", false); // while such a line grows, ECharts has no number for the place of its name
        }
        series.put("lineStyle", Map.of("width", 2, "type", line.dashed() ? "dashed" : "solid"));
        series.put(
                "endLabel",
                Map.of("show", true, "formatter", "{a}", "color", line.tone().hex(), "fontWeight", 600));
        series.put("labelLayout", Map.of("moveOverlap", "shiftY"));
        series.put("emphasis", Map.of("focus", "series"));
        if (!chart.marks().isEmpty() && line.equals(chart.lines().getFirst())) {
            series.put("markLine", markLine(chart.marks()));
        }
        return series;
    }

    private static Map<String, Object> markLine(List<Chart.Mark> marks) {
        return Map.of(
                "symbol",
                "none",
                "data",
                marks.stream()
                        .map(mark -> Map.of("yAxis", mark.value(), "name", mark.label()))
                        .toList(),
                "label",
                Map.of("formatter", "{b}", "color", MUTED));
    }

    /** Two stacked lines without strokes: the low end, and the height from there to the high end, filled. */
    private static List<Object> band(Chart.Band band) {
        List<@Nullable Double> heights = new ArrayList<>();
        for (int i = 0; i < band.low().size(); i++) {
            Double low = band.low().get(i);
            Double high = band.high().get(i);
            heights.add(low == null || high == null ? null : Double.valueOf(high - low));
        }
        Map<String, Object> base = new TreeMap<>();
        base.put("type", "line");
        base.put("name", band.name() + " (low end)");
        base.put("stack", "band");
        base.put("stackStrategy", "all");
        base.put("data", band.low());
        base.put("symbol", "none");
        base.put("lineStyle", Map.of("opacity", 0));
        base.put("tooltip", Map.of("show", false));
        base.put("silent", true);
        Map<String, Object> area = new TreeMap<>(base);
        area.put("name", band.name());
        area.put("data", heights);
        area.put("areaStyle", Map.of("color", band.tone().hex(), "opacity", 0.18));
        return List.of(base, area);
    }

    private static Map<String, Object> bars(Chart.Bars chart) {
        List<Object> series = new ArrayList<>();
        for (Chart.BarSeries bars : chart.series()) {
            series.add(barSeries(bars, chart));
            if (!bars.low().isEmpty()) {
                series.add(whiskers(bars, chart.horizontal()));
            }
        }
        Map<String, Object> categories = axis("category", null, chart.categories(), null);
        if (chart.horizontal()) {
            categories.put("inverse", true);
        }
        Map<String, Object> values = axis("value", chart.valueTitle(), null, chart.unit());
        if (chart.horizontal()) {
            values.put("nameLocation", "middle");
            values.put("nameGap", 26);
            values.put("nameTextStyle", Map.of("color", MUTED));
        } else if (chart.categories().size() <= MOST_BROKEN_LABELS) {
            categories.put(
                    "axisLabel",
                    Map.of("color", MUTED, "interval", 0, "overflow", "break", "width", 84, "lineHeight", 15));
        }
        Map<String, Object> option = chart.horizontal()
                ? cartesian(values, categories, chart.unit())
                : cartesian(categories, values, chart.unit());
        option.put("series", series);
        boolean legend = chart.series().size() > 1;
        if (legend) {
            option.put("legend", Map.of("top", 0, "left", 0, "textStyle", Map.of("color", TEXT), "icon", "roundRect"));
        }
        int right = chart.horizontal() ? 130 : 16;
        option.put(
                "grid",
                Map.of(
                        "left",
                        12,
                        "right",
                        right,
                        "top",
                        legend ? 58 : 20,
                        "bottom",
                        chart.horizontal() ? 36 : 30,
                        "containLabel",
                        true));
        return option;
    }

    private static Map<String, Object> barSeries(Chart.BarSeries bars, Chart.Bars chart) {
        List<Object> data = new ArrayList<>();
        for (int i = 0; i < bars.values().size(); i++) {
            data.add(bar(bars, chart, i));
        }
        Map<String, Object> series = new TreeMap<>();
        series.put("type", "bar");
        series.put("name", bars.name());
        series.put("data", data);
        series.put("color", bars.tone().hex());
        series.put("barMaxWidth", 46);
        if (chart.stacked()) {
            series.put("stack", "all");
        }
        return series;
    }

    private static Map<String, Object> bar(Chart.BarSeries bars, Chart.Bars chart, int position) {
        Map<String, Object> datum = new LinkedHashMap<>();
        Double value = bars.values().get(position);
        if (value == null) {
            datum.put("value", "-");
            return datum;
        }
        datum.put("value", value);
        if (chart.emphasised().contains(position)) {
            datum.put("itemStyle", Map.of("color", Tone.VERMILLION.hex()));
        }
        if (!bars.labels().isEmpty()) {
            // With whiskers the label stands at the end of the whisker, which the whisker's own series writes.
            boolean here = bars.high().isEmpty();
            datum.put(
                    "label",
                    Map.of(
                            "show",
                            here,
                            "position",
                            chart.horizontal() ? "right" : "top",
                            "formatter",
                            "@text:" + bars.labels().get(position),
                            "color",
                            TEXT));
        }
        return datum;
    }

    /** Intervals, drawn by {@code figures.js} as whiskers. */
    private static Map<String, Object> whiskers(Chart.BarSeries bars, boolean horizontal) {
        List<Object> data = new ArrayList<>();
        for (int i = 0; i < bars.values().size(); i++) {
            Double low = bars.low().get(i);
            Double high = bars.high().get(i);
            if (low != null && high != null) {
                String label = bars.labels().isEmpty() ? "" : bars.labels().get(i);
                data.add(List.of(i, low, high, label));
            }
        }
        Map<String, Object> series = new TreeMap<>();
        series.put("type", "custom");
        series.put("name", "P10 to P90");
        series.put("renderItem", horizontal ? "@whisker:horizontal" : "@whisker:vertical");
        series.put("encode", horizontal ? Map.of("x", List.of(1, 2), "y", 0) : Map.of("x", 0, "y", List.of(1, 2)));
        series.put("data", data);
        series.put("z", 10);
        series.put("silent", true);
        series.put("tooltip", Map.of("show", false));
        return series;
    }

    private static Map<String, Object> heatmap(Chart.Heatmap chart) {
        List<Object> data = new ArrayList<>();
        double highest = 0;
        for (int row = 0; row < chart.rows().size(); row++) {
            for (int column = 0; column < chart.columns().size(); column++) {
                Double value = chart.cells().get(row).get(column);
                if (value != null) {
                    data.add(List.of(column, row, value));
                    highest = column == 0 ? highest : Math.max(highest, value);
                }
            }
        }
        Map<String, Object> rows = axis("category", chart.rowTitle(), chart.rows(), null);
        rows.put("inverse", true);
        rows.remove("name");
        Map<String, Object> columns = axis("category", chart.columnTitle(), chart.columns(), null);
        columns.put("position", "top");
        Map<String, Object> option = cartesian(columns, rows, chart.unit());
        boolean labelled = chart.columns().size() <= MOST_LABELLED_COLUMNS;
        option.put(
                "series",
                List.of(Map.of(
                        "type",
                        "heatmap",
                        "data",
                        data,
                        "label",
                        Map.of("show", labelled, "formatter", "@format:cell", "fontSize", 11),
                        "itemStyle",
                        Map.of("borderWidth", 1, "borderColor", "@color:surface"))));
        option.put("tooltip", Map.of("formatter", "@format:heatmap", "confine", true));
        option.put("grid", Map.of("left", 12, "right", 16, "top", 52, "bottom", 52, "containLabel", true));
        option.put(
                "visualMap",
                Map.of(
                        "min",
                        0,
                        "max",
                        highest > 0 ? Math.min(1, highest) : 1,
                        "calculable",
                        true,
                        "orient",
                        "horizontal",
                        "left",
                        "center",
                        "bottom",
                        0,
                        "formatter",
                        format(chart.unit()),
                        "textStyle",
                        Map.of("color", MUTED),
                        "inRange",
                        Map.of("color", HeatScale.STOPS)));
        return option;
    }

    private static Map<String, Object> cartesian(Map<String, Object> x, Map<String, Object> y, Unit unit) {
        Map<String, Object> option = new TreeMap<>();
        option.put("xAxis", x);
        option.put("yAxis", y);
        option.put(
                "tooltip", Map.of("trigger", "axis", "valueFormatter", "@format:exact-" + kind(unit), "confine", true));
        return option;
    }

    private static Map<String, Object> axis(
            String type, @Nullable String name, @Nullable List<String> categories, @Nullable Unit unit) {
        Map<String, Object> axis = new TreeMap<>();
        axis.put("type", type);
        axis.put("axisLine", Map.of("lineStyle", Map.of("color", GRID)));
        axis.put("axisTick", Map.of("show", false));
        axis.put("splitLine", Map.of("show", "value".equals(type), "lineStyle", Map.of("color", GRID)));
        Map<String, Object> label = new TreeMap<>(Map.of("color", MUTED, "hideOverlap", true));
        if (unit != null) {
            label.put("formatter", format(unit));
        }
        axis.put("axisLabel", label);
        axis.put("nameTextStyle", Map.of("color", MUTED, "align", "category".equals(type) ? "center" : "left"));
        axis.put("data", Objects.requireNonNullElse(categories, List.of()));
        if (name != null) {
            axis.put("name", name);
            axis.put("nameLocation", "category".equals(type) ? "middle" : "end");
            axis.put("nameGap", "category".equals(type) ? 28 : 12);
        }
        return axis;
    }

    private static String format(Unit unit) {
        return "@format:" + kind(unit);
    }

    /** The name the pages' formatter knows the unit by; of an amount, with what stands before the digits. */
    private static String kind(Unit unit) {
        return switch (unit) {
            case Unit.Count ignored -> "count";
            case Unit.Rate ignored -> "rate";
            case Unit.Money money -> "money:" + money.symbol();
        };
    }
}
