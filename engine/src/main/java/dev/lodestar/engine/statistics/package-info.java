/**
 * Intervals, tests and survival curves, each after its published source and tested against published figures. Pure functions without state.
 */
@NullMarked
package dev.lodestar.engine.statistics;

import org.jspecify.annotations.NullMarked;
