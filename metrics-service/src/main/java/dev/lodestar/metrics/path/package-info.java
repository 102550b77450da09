/**
 * Paths: what users do after an event, or did before it.
 */
@NullMarked
package dev.lodestar.metrics.path;

import org.jspecify.annotations.NullMarked;
