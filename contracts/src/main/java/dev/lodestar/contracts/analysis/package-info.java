/**
 * Commands and results of analysis runs, JSON on Kafka. A run is cut into steps; the report service asks for each of them with one command and
 * the owning service answers with one result. Both are idempotent by (run, step). The report service tells the result of its own step, the last one, after the run
 * has ended; it may come more than once.
 */
@NullMarked
package dev.lodestar.contracts.analysis;

import org.jspecify.annotations.NullMarked;
