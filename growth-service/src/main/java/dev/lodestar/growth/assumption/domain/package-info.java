/** Named assumptions with their limits and defaults, their dated versions, and the set in force on a day. */
@NullMarked
package dev.lodestar.growth.assumption.domain;

import org.jspecify.annotations.NullMarked;
