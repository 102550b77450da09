package dev.lodestar.engine.cohort;

import org.jspecify.annotations.Nullable;

/**
 * The log-rank test of both sides over the time from signup to last activity.
 *
 * @param chiSquare the statistic, one degree of freedom; null where nobody was lost while both sides were at risk
 * @param pValue its p-value; null with it
 */
public record LogRankTest(
        @Nullable Double chiSquare, @Nullable Double pValue) {}
