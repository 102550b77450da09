/**
 * What the levers would bring: ranked one by one, projected together, and how far each input bears on it. Live answers
 * and the answers of an analysis run are made by the same code from the same kind of facts.
 */
@NullMarked
package dev.lodestar.growth.projection;

import org.jspecify.annotations.NullMarked;
