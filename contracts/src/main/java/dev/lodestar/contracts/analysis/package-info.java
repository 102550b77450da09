/**
 * Commands and results of analysis runs, JSON on Kafka. A run is cut into steps; the report service asks for each of them with one command and
 * the owning service answers with one result. Both are idempotent by (run, step).
 */
@NullMarked
package dev.lodestar.contracts.analysis;

import org.jspecify.annotations.NullMarked;
