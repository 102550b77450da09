/**
 * Writes to the topics as ingest and report service do, and reads what comes of it, so that the analytical services can be tested alone on a
 * real broker.
 */
@NullMarked
package dev.lodestar.testkit.timeline;

import org.jspecify.annotations.NullMarked;
