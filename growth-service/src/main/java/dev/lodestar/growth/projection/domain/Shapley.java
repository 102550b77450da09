package dev.lodestar.growth.projection.domain;

/** Shapley values of a game given by the worth of every coalition (Shapley 1953). */
final class Shapley {

    private Shapley() {}

    /**
     * φ(i) = Σ over coalitions S without i of |S|!·(n−|S|−1)!/n! · (v(S ∪ i) − v(S)). They add up to v(all) − v(none).
     *
     * @param worth by coalition; bit i of the index says that player i is in it; the length is a power of 2
     */
    static double[] values(double[] worth) {
        int players = Integer.numberOfTrailingZeros(worth.length);
        double[] weights = weights(players);
        var values = new double[players];
        for (int coalition = 0; coalition < worth.length; coalition++) {
            for (int player = 0; player < players; player++) {
                if ((coalition & 1 << player) == 0) {
                    double gain = worth[coalition | 1 << player] - worth[coalition];
                    values[player] += weights[Integer.bitCount(coalition)] * gain;
                }
            }
        }
        return values;
    }

    /** By size s of a coalition: s!·(n−s−1)!/n! = 1/(n·C(n−1, s)). */
    private static double[] weights(int players) {
        var weights = new double[players];
        double combinations = 1;
        for (int size = 0; size < players; size++) {
            weights[size] = 1 / (players * combinations);
            combinations = combinations * (players - 1 - size) / (size + 1);
        }
        return weights;
    }
}
