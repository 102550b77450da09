package dev.lodestar.testkit.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The textbook formulas, written out. */
final class PlainStatistics {

    private static final double Z = 1.959963984540054;

    private PlainStatistics() {}

    /**
     * An interval.
     *
     * @param low  its lower end
     * @param high its upper end
     */
    record Bounds(double low, double high) {}

    /** Wilson (1927), 95 %; null on an empty base. */
    static @Nullable Bounds wilson(long part, long whole) {
        if (whole == 0) {
            return null;
        }
        double p = (double) part / whole;
        double centre = p + Z * Z / (2 * whole);
        double half = Z * Math.sqrt(p * (1 - p) / whole + Z * Z / (4.0 * whole * whole));
        double scale = 1 + Z * Z / whole;
        return new Bounds(Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale));
    }

    /** Newcombe (1998), method 10, of {@code p1 − p2}. */
    static Bounds newcombe(long part1, long whole1, long part2, long whole2) {
        Bounds one = java.util.Objects.requireNonNull(wilson(part1, whole1));
        Bounds two = java.util.Objects.requireNonNull(wilson(part2, whole2));
        double p1 = (double) part1 / whole1;
        double p2 = (double) part2 / whole2;
        return new Bounds(
                p1 - p2 - Math.sqrt(square(p1 - one.low) + square(two.high - p2)),
                p1 - p2 + Math.sqrt(square(one.high - p1) + square(p2 - two.low)));
    }

    /** The pooled statistic of {@code p1 − p2}; null where all or none are in the part. */
    static @Nullable Double pooledZ(long part1, long whole1, long part2, long whole2) {
        double p = (double) (part1 + part2) / (whole1 + whole2);
        double variance = p * (1 - p) * (1.0 / whole1 + 1.0 / whole2);
        return variance <= 0 ? null : ((double) part1 / whole1 - (double) part2 / whole2) / Math.sqrt(variance);
    }

    /** Two-sided p-value of a standard normal. */
    static double twoSided(double z) {
        return upperTail(Math.abs(z)) * 2;
    }

    /** P(Z &gt; z) for z ≥ 0, by Simpson's rule over the density in steps fine enough for 1e-10. */
    private static double upperTail(double z) {
        int steps = 20_000;
        double end = Math.max(z, 0) + 12;
        double width = (end - z) / steps;
        double sum = density(z) + density(end);
        for (int i = 1; i < steps; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * density(z + i * width);
        }
        return sum * width / 3;
    }

    private static double density(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /** Holm (1979): each p-value after adjustment, in the given order. */
    static List<Double> holm(List<Double> pValues) {
        List<Double> ascending = pValues.stream().sorted().toList();
        List<Double> adjusted = new ArrayList<>();
        for (double p : pValues) {
            double greatest = 0;
            for (int rank = 0; rank <= ascending.lastIndexOf(p); rank++) {
                greatest = Math.max(greatest, (pValues.size() - rank) * ascending.get(rank));
            }
            adjusted.add(Math.min(1, greatest));
        }
        return adjusted;
    }

    /**
     * A time that was watched.
     *
     * @param time     from the start to the event, or to the end of watching
     * @param happened whether it ended with the event
     */
    record Watched(long time, boolean happened) {}

    /**
     * Kaplan–Meier: the smallest time at which the share {@code numerator/denominator} or less is left without the event, in
     * exact fractions; null where the curve does not fall so far. An event at the time of a censoring comes first.
     */
    static @Nullable Long timeUntilLeft(List<Watched> all, long numerator, long denominator) {
        BigInteger left = BigInteger.ONE;
        BigInteger whole = BigInteger.ONE;
        for (long time : new TreeSet<>(
                all.stream().filter(Watched::happened).map(Watched::time).toList())) {
            long atRisk = all.stream().filter(w -> w.time >= time).count();
            long events = all.stream().filter(w -> w.happened && w.time == time).count();
            left = left.multiply(BigInteger.valueOf(atRisk - events));
            whole = whole.multiply(BigInteger.valueOf(atRisk));
            BigInteger divisor = left.gcd(whole);
            left = left.divide(divisor);
            whole = whole.divide(divisor);
            if (left.multiply(BigInteger.valueOf(denominator)).compareTo(whole.multiply(BigInteger.valueOf(numerator)))
                    <= 0) {
                return time;
            }
        }
        return null;
    }

    /** Log-rank (Mantel 1966): χ² with one degree of freedom; null where no event falls while both groups are at risk. */
    static @Nullable Double logRank(List<Watched> one, List<Watched> other) {
        TreeSet<Long> times = new TreeSet<>();
        one.stream().filter(Watched::happened).forEach(w -> times.add(w.time));
        other.stream().filter(Watched::happened).forEach(w -> times.add(w.time));
        double observedMinusExpected = 0;
        double variance = 0;
        for (long time : times) {
            double n1 = one.stream().filter(w -> w.time >= time).count();
            double n = n1 + other.stream().filter(w -> w.time >= time).count();
            double d1 = one.stream().filter(w -> w.happened && w.time == time).count();
            double d = d1
                    + other.stream().filter(w -> w.happened && w.time == time).count();
            observedMinusExpected += d1 - d * n1 / n;
            variance += n > 1 ? d * (n1 / n) * (1 - n1 / n) * (n - d) / (n - 1) : 0;
        }
        return variance <= 0 ? null : square(observedMinusExpected) / variance;
    }

    /** The mean of the two middle values where their number is even; null without values. */
    static @Nullable Double median(List<Long> values) {
        if (values.isEmpty()) {
            return null;
        }
        List<Long> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2.0;
    }

    private static double square(double x) {
        return x * x;
    }
}
