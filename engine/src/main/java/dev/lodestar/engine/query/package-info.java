/**
 * What can be asked of a timeline, and how the answers of several partitions become one. A
 * {@link dev.lodestar.engine.query.TimelineQuery} is a record of plain values that may travel to another replica; it yields a
 * {@link dev.lodestar.engine.query.Tally} of integers, which add up exactly whatever way users are spread over partitions. Ratios,
 * intervals and everything else that does not add up are computed afterwards, by the analyses.
 */
@NullMarked
package dev.lodestar.engine.query;

import org.jspecify.annotations.NullMarked;
