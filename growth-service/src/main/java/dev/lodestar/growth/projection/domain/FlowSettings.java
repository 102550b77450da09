package dev.lodestar.growth.projection.domain;

/**
 * How a projection is computed.
 *
 * @param months horizon, 1 to {@link #MAX_MONTHS}; month 0, today, comes before
 * @param draws Monte Carlo draws, at least {@link #MIN_DRAWS}
 * @param seed seed of the draws; the same seed gives the same figures
 * @param ceiling no lever brings a conversion above it; in (0,1)
 * @param assumedTrials imagined trials behind an assumed rate
 * @param assumptionSpread relative distance of P10 and P90 from an input without a distribution of its own, in (0,1)
 */
public record FlowSettings(
        int months, int draws, long seed, double ceiling, double assumedTrials, double assumptionSpread) {

    public static final int MAX_MONTHS = 60;
    public static final int MIN_DRAWS = 10_000;

    public FlowSettings {
        if (months < 1 || months > MAX_MONTHS) {
            throw new IllegalArgumentException("months must lie in [1, " + MAX_MONTHS + "]");
        }
        if (draws < MIN_DRAWS || !(ceiling > 0 && ceiling < 1)) {
            throw new IllegalArgumentException("at least " + MIN_DRAWS + " draws and a ceiling in (0,1)");
        }
        if (!(assumedTrials > 0) || !(assumptionSpread > 0 && assumptionSpread < 1)) {
            throw new IllegalArgumentException("assumed trials above 0 and a spread in (0,1)");
        }
    }
}
