/**
 * The growth step of an analysis run. Its command and the results of the steps it builds on arrive on two topics in any
 * order; both are written down first, so that a killed service takes the step up again. When all have come, or the
 * waiting time is over, one replica claims the run, computes and publishes the result. Everything is idempotent by run:
 * the draws have the run's seed, so that even a result published twice says the same.
 */
@NullMarked
package dev.lodestar.growth.run;

import org.jspecify.annotations.NullMarked;
