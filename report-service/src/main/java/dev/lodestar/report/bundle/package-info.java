/**
 * The bundle of a run: every file that the API promises, composed from the answers and from what the metrics service serves as files. What cannot be had is
 * left out and named; the rest is there.
 */
@NullMarked
package dev.lodestar.report.bundle;

import org.jspecify.annotations.NullMarked;
