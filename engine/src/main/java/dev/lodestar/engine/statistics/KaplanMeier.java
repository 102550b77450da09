package dev.lodestar.engine.statistics;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The product-limit estimate of survival (Kaplan and Meier 1958, J. Am. Stat. Assoc. 53): S(t) = ∏ over event times tᵢ ≤ t of
 * (1 − dᵢ/nᵢ), with dᵢ events among nᵢ at risk.
 *
 * <p>Between two censored times the product telescopes; it is computed so, which keeps it exact where nothing is censored.
 */
public final class KaplanMeier {
    private static final double ROUNDING = 1e-12;

    private final long[] eventTimes;
    private final double[] survivals;

    private KaplanMeier(long[] eventTimes, double[] survivals) {
        this.eventTimes = eventTimes;
        this.survivals = survivals;
    }

    /** Estimates the curve. */
    public static KaplanMeier fit(SurvivalData data) {
        long[] eventTimes = new long[data.times().length];
        double[] survivals = new double[data.times().length];
        int size = 0;
        long atRisk = data.total();
        double survivalAtLastCensoring = 1;
        long atRiskSinceLastCensoring = atRisk;
        for (int i = 0; i < data.times().length; i++) {
            atRisk -= data.events()[i];
            if (data.events()[i] > 0) {
                eventTimes[size] = data.times()[i];
                survivals[size++] = survivalAtLastCensoring * atRisk / atRiskSinceLastCensoring;
            }
            if (data.censored()[i] > 0) {
                survivalAtLastCensoring = size == 0 ? 1 : survivals[size - 1];
                atRisk -= data.censored()[i];
                atRiskSinceLastCensoring = atRisk;
            }
        }
        return new KaplanMeier(Arrays.copyOf(eventTimes, size), Arrays.copyOf(survivals, size));
    }

    /** S(t): 1 before the first event. */
    public double survivalAt(long time) {
        int found = Arrays.binarySearch(eventTimes, time);
        int index = found >= 0 ? found : -found - 2;
        return index < 0 ? 1 : survivals[index];
    }

    /**
     * The smallest time by which a share p has had the event, that is, where S(t) ≤ 1 − p.
     *
     * @return the time, or empty where the curve does not fall that far
     */
    public OptionalLong quantile(double p) {
        for (int i = 0; i < eventTimes.length; i++) {
            if (survivals[i] <= 1 - p + ROUNDING) {
                return OptionalLong.of(eventTimes[i]);
            }
        }
        return OptionalLong.empty();
    }
}
