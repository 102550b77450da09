/**
 * How often people come back: daily, weekly and monthly active users with their ratios, and the histogram of active days.
 */
@NullMarked
package dev.lodestar.metrics.stickiness;

import org.jspecify.annotations.NullMarked;
