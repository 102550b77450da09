package dev.lodestar.engine.statistics;

/**
 * A test statistic that is standard normal under the null hypothesis.
 *
 * @param z the statistic
 * @param pValue the two-sided p-value
 */
public record ZTest(double z, double pValue) {}
