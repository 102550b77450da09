/**
 * Users' histories in columns. A {@link dev.lodestar.engine.timeline.TimelineShard} takes the changes of one partition from a single
 * writer and hands out immutable {@link dev.lodestar.engine.timeline.TimelineView}s to any number of readers. Users live in blocks; a
 * merge writes only the blocks that were touched and shares the others with the views before it.
 */
@NullMarked
package dev.lodestar.engine.timeline;

import org.jspecify.annotations.NullMarked;
