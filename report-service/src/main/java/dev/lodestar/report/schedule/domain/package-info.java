/** When a schedule is due, by cron expression and time zone, and which days its run is about. */
@NullMarked
package dev.lodestar.report.schedule.domain;

import org.jspecify.annotations.NullMarked;
