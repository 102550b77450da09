/** The executive dashboard: one page with the headline figures, the nine figures and the report in words, which opens from disk and needs no network. */
@NullMarked
package dev.lodestar.report.dashboard;

import org.jspecify.annotations.NullMarked;
