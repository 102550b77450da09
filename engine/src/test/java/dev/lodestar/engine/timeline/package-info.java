/**
 * What a shard keeps, drops and forgets.
 */
@NullMarked
package dev.lodestar.engine.timeline;

import org.jspecify.annotations.NullMarked;
