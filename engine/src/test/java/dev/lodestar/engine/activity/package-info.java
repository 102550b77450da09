/**
 * Examples of section 2, worked by hand.
 */
@NullMarked
package dev.lodestar.engine.activity;

import org.jspecify.annotations.NullMarked;
