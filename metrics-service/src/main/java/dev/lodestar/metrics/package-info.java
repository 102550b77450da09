/**
 * Activity, North Star, activation, features, power users and funnels over sharded timelines. Each feature is a package: its resource, its step
 * of an analysis run, its CSV twin, its settings; the figures themselves come from the engine.
 */
@NullMarked
package dev.lodestar.metrics;

import org.jspecify.annotations.NullMarked;
