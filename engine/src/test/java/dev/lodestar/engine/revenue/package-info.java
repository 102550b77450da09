/**
 * Examples of section 6, worked by hand.
 */
@NullMarked
package dev.lodestar.engine.revenue;

import org.jspecify.annotations.NullMarked;
