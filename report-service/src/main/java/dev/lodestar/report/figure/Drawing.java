package dev.lodestar.report.figure;

import dev.lodestar.report.figure.domain.Chart;
import dev.lodestar.report.figure.domain.Figure;

/**
 * A figure ready for a page.
 *
 * @param option ECharts option as JSON that is safe inside a script element; empty when there is nothing to draw
 * @param table the numbers, for those who do not see the drawing
 */
public record Drawing(Figure figure, String option, DataTable table) {
    public boolean available() {
        return !option.isEmpty();
    }

    /** The sentence shown in place of a drawing. */
    public String reason() {
        return figure.chart() instanceof Chart.Unavailable unavailable ? unavailable.reason() : "";
    }
}
