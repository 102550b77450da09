/** The generator held against its promises: same bytes, the asked total, smooth growth, effects that can be found. */
@NullMarked
package dev.lodestar.datagen;

import org.jspecify.annotations.NullMarked;
