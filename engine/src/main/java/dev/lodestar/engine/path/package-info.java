/**
 * What users do next, or did before: the sequences of events around an anchor, as a tree with the busiest branches of every level.
 */
@NullMarked
package dev.lodestar.engine.path;

import org.jspecify.annotations.NullMarked;
