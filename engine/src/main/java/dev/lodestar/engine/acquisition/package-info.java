/**
 * Visitors and spend by day and channel, as far as the project knows them (DEFINITIONS, section 1).
 */
@NullMarked
package dev.lodestar.engine.acquisition;

import org.jspecify.annotations.NullMarked;
