/**
 * The most active users of the last 28 days, and how much of all activity is theirs.
 */
@NullMarked
package dev.lodestar.metrics.poweruser;

import org.jspecify.annotations.NullMarked;
