/**
 * The nine figures of the bundle. A figure is drawn once, as a value: title that states the finding, axes, series, units, annotations. Three renderers
 * turn the same value into an interactive page (ECharts), a figure for notebooks (Plotly's schema) and a picture (PNG), so that one number looks
 * the same in all of them. Data stay unrounded; only labels are rounded.
 */
@NullMarked
package dev.lodestar.report.figure;

import org.jspecify.annotations.NullMarked;
