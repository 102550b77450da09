/**
 * Schedules: analysis runs by the clock. A schedule's row says when it is due next. Every replica looks for rows that are due; one of them takes a row by its lock, and in
 * one transaction stores the run and the time after: whatever is killed when, a due time starts one run or is still due.
 */
@NullMarked
package dev.lodestar.report.schedule;

import org.jspecify.annotations.NullMarked;
