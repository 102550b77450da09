/** Growth levers: the stage each one moves, its lift with low, mode and high, cost, effort, ramp and start. */
@NullMarked
package dev.lodestar.growth.lever.domain;

import org.jspecify.annotations.NullMarked;
