/**
 * Examples of section 4, worked by hand.
 */
@NullMarked
package dev.lodestar.engine.funnel;

import org.jspecify.annotations.NullMarked;
