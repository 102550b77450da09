/**
 * Examples of section 3, worked by hand.
 */
@NullMarked
package dev.lodestar.engine.activation;

import org.jspecify.annotations.NullMarked;
