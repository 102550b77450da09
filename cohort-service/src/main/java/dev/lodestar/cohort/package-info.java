/**
 * Cohort retention, comparison, revenue and lifetime value over sharded timelines. Each feature is a package: its resource, its step of an
 * analysis run, its CSV twin, its settings; the figures themselves come from the engine.
 */
@NullMarked
package dev.lodestar.cohort;

import org.jspecify.annotations.NullMarked;
