/** The notebook of the bundle: recomputes the dashboard's figures from the CSV files and shows the Plotly figures. */
@NullMarked
package dev.lodestar.report.notebook;

import org.jspecify.annotations.NullMarked;
