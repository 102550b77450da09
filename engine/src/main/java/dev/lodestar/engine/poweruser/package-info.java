/**
 * The power user curve: on how many of the last 28 days people came (DEFINITIONS, section 3).
 */
@NullMarked
package dev.lodestar.engine.poweruser;

import org.jspecify.annotations.NullMarked;
