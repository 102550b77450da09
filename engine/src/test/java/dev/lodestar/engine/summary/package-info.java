/**
 * The summary agrees with the analyses it comes from.
 */
@NullMarked
package dev.lodestar.engine.summary;

import org.jspecify.annotations.NullMarked;
