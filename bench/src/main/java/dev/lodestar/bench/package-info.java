/**
 * Measurements of the engine: every question of a dashboard by JMH, beside DuckDB on the same data in the same run and beside the pure read
 * of a column, which nothing can beat. Before anything is measured both must give the same answers, figure by figure. Ratios of CPU time are
 * what counts: times are those of one machine in one hour.
 */
@NullMarked
package dev.lodestar.bench;

import org.jspecify.annotations.NullMarked;
