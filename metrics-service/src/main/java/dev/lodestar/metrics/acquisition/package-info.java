/**
 * Visitors and spend by day and channel: the ledger of {@code acquisition.v1}, held in memory, and its sums.
 */
@NullMarked
package dev.lodestar.metrics.acquisition;

import org.jspecify.annotations.NullMarked;
