/**
 * What cohorts have paid so far, and how monthly recurring revenue moves (DEFINITIONS, section 6).
 */
@NullMarked
package dev.lodestar.engine.revenue;

import org.jspecify.annotations.NullMarked;
