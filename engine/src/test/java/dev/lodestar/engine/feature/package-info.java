/**
 * Examples of feature adoption, worked by hand.
 */
@NullMarked
package dev.lodestar.engine.feature;

import org.jspecify.annotations.NullMarked;
