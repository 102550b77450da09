/** Small compacted topics, which every replica reads whole and keeps in memory. */
@NullMarked
package dev.lodestar.host.topic;

import org.jspecify.annotations.NullMarked;
