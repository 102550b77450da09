/**
 * The seven queries and any funnel, retention, paths or activity as SQL text, for those who want the figures out of the warehouse themselves. Rendered,
 * never run here.
 */
@NullMarked
package dev.lodestar.metrics.sql;

import org.jspecify.annotations.NullMarked;
