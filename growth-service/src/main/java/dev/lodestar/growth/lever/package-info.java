/** Levers as a project keeps them: its own ones, and the defaults that it has not replaced. */
@NullMarked
package dev.lodestar.growth.lever;

import org.jspecify.annotations.NullMarked;
