/**
 * What is true in a generated data set: the parameters it was drawn from, and what came of them, in all and per segment and
 * channel. An analysis of the data can be held against it.
 */
@NullMarked
package dev.lodestar.datagen.truth;

import org.jspecify.annotations.NullMarked;
