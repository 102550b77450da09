/**
 * Analysis runs. A run is stored, its barriers are written, one command per step is published; results move the steps of a state machine, in any order and as
 * often as they are delivered. When the steps of the other services have ended, one way or another, the report step composes the bundle.
 * Whatever is unfinished is in the database, and a claim on the run says which replica works on it: a restarted service takes up what it finds.
 */
@NullMarked
package dev.lodestar.report.run;

import org.jspecify.annotations.NullMarked;
