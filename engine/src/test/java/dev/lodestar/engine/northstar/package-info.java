/**
 * Examples of the North Star, worked by hand.
 */
@NullMarked
package dev.lodestar.engine.northstar;

import org.jspecify.annotations.NullMarked;
