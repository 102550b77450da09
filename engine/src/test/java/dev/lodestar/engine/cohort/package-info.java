/**
 * Examples of section 5, worked by hand.
 */
@NullMarked
package dev.lodestar.engine.cohort;

import org.jspecify.annotations.NullMarked;
