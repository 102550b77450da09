/**
 * How many users reach their first success, how fast, and which of them.
 */
@NullMarked
package dev.lodestar.metrics.activation;

import org.jspecify.annotations.NullMarked;
