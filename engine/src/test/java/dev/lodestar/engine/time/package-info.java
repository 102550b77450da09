/**
 * Days, weeks and months at their edges.
 */
@NullMarked
package dev.lodestar.engine.time;

import org.jspecify.annotations.NullMarked;
