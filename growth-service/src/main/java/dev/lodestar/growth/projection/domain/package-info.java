/**
 * The flow model and what is computed with it: impact of levers under uncertainty, their ranking, sensitivity, and the
 * projection of several of them together.
 *
 * <p>One model serves every figure. {@link dev.lodestar.growth.projection.domain.FlowModel} turns one set of values
 * ({@link dev.lodestar.growth.projection.domain.FlowPoint}) and a set of levers into new paying users and revenue by
 * month. The <em>point case</em> takes every input at its point estimate and every lift at its mode; the
 * <em>draws</em> take them from their distributions, the same for the baseline and for every set of levers, so that a
 * difference between two scenarios is never the luck of the draw.
 */
@NullMarked
package dev.lodestar.growth.projection.domain;

import org.jspecify.annotations.NullMarked;
