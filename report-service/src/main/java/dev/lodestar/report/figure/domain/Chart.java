package dev.lodestar.report.figure.domain;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The forms a figure can take. Every renderer switches over all of them. */
public sealed interface Chart {
    /** One value against a target. The scale runs from 0 to {@code maximum}. */
    record Gauge(double value, @Nullable Double target, double maximum, String caption, Unit unit) implements Chart {}

    /**
     * Lines over common positions.
     *
     * @param band area between two lines that belongs to the uncertainty of one of them
     * @param marks horizontal lines, a target for example
     */
    record Lines(
            List<String> positions,
            List<Line> lines,
            @Nullable Band band,
            List<Mark> marks,
            String positionTitle,
            String valueTitle,
            Unit unit)
            implements Chart {}

    /** One line; null leaves a gap. */
    record Line(String name, List<@Nullable Double> values, Tone tone, boolean dashed) {}

    /** The area between low and high. */
    record Band(String name, List<@Nullable Double> low, List<@Nullable Double> high, Tone tone) {}

    /** A labelled value on the value axis. */
    record Mark(String label, double value) {}

    /**
     * Bars over categories.
     *
     * @param horizontal categories run down the page, first on top
     * @param stacked bars of one category lie on each other, negative ones below zero
     * @param emphasised positions of the categories the title speaks of
     */
    record Bars(
            List<String> categories,
            List<BarSeries> series,
            boolean horizontal,
            boolean stacked,
            Set<Integer> emphasised,
            String valueTitle,
            Unit unit)
            implements Chart {}

    /**
     * One bar per category.
     *
     * @param low lower ends of the intervals, empty when there are none
     * @param high upper ends of the intervals, empty when there are none
     * @param labels what is written at each bar, empty for nothing
     */
    record BarSeries(
            String name,
            List<@Nullable Double> values,
            List<@Nullable Double> low,
            List<@Nullable Double> high,
            List<String> labels,
            Tone tone) {}

    /** A matrix of shares; null is a cell without a value. Rows run down the page. */
    record Heatmap(
            List<String> rows,
            List<String> columns,
            List<List<@Nullable Double>> cells,
            String rowTitle,
            String columnTitle,
            Unit unit)
            implements Chart {}

    /** Nothing could be measured; the reason is a sentence. */
    record Unavailable(String reason) implements Chart {}
}
