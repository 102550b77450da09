/**
 * The project that the timelines belong to: its calendar, what its event types mean, and the clock.
 */
@NullMarked
package dev.lodestar.host.project;

import org.jspecify.annotations.NullMarked;
