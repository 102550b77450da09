/**
 * Properties that every analysis has, on random histories.
 */
@NullMarked
package dev.lodestar.engine.analysis;

import org.jspecify.annotations.NullMarked;
