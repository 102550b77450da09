/**
 * Active users by day, week or month, with their lifecycle.
 */
@NullMarked
package dev.lodestar.metrics.engagement;

import org.jspecify.annotations.NullMarked;
