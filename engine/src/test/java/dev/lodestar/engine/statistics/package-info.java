/**
 * Published figures against the statistics.
 */
@NullMarked
package dev.lodestar.engine.statistics;

import org.jspecify.annotations.NullMarked;
