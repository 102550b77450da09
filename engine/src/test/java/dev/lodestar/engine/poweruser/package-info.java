/**
 * Examples of power users, worked by hand.
 */
@NullMarked
package dev.lodestar.engine.poweruser;

import org.jspecify.annotations.NullMarked;
