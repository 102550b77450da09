package dev.lodestar.testkit.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody can work out who knows some counts and how all of them add up: all sums are solved, as in school, in whole numbers of any size.
 */
public final class Subtraction {
    private final Map<String, Integer> unknowns = new TreeMap<>();
    private final List<Map<String, Integer>> sums = new ArrayList<>();

    /** A count, null where it is not known. */
    public void count(String name, @Nullable Long value) {
        if (value == null) {
            unknowns.putIfAbsent(name, unknowns.size());
        }
    }

    /** A count that nobody shows. */
    public void hidden(String name) {
        count(name, null);
    }

    /** Says that a count is the sum of others; those not named as unknown are known. */
    public void sum(String total, List<String> parts) {
        balance(List.of(total), parts);
    }

    /** Says that two sums are equal. */
    public void balance(List<String> left, List<String> right) {
        Map<String, Integer> sum = new TreeMap<>();
        left.stream().filter(unknowns::containsKey).forEach(name -> sum.merge(name, 1, Integer::sum));
        right.stream().filter(unknowns::containsKey).forEach(name -> sum.merge(name, -1, Integer::sum));
        sums.add(sum);
    }

    /** The unknown counts that follow: those that stand alone in a sum once all sums are subtracted from each other. */
    public Set<String> found() {
        List<BigInteger[]> rows = new ArrayList<>();
        sums.forEach(sum -> rows.add(row(sum)));
        int rank = 0;
        for (int column = 0; column < unknowns.size(); column++) {
            int pivot = pivot(rows, rank, column);
            if (pivot >= 0) {
                BigInteger[] row = rows.set(pivot, rows.get(rank));
                rows.set(rank, row);
                for (int i = 0; i < rows.size(); i++) {
                    if (i != rank) {
                        subtract(rows.get(i), row, column);
                    }
                }
                rank++;
            }
        }
        Set<String> found = new TreeSet<>();
        unknowns.forEach((name, column) -> {
            boolean alone = rows.stream()
                    .anyMatch(row -> row[column].signum() != 0
                            && Arrays.stream(row)
                                            .filter(number -> number.signum() != 0)
                                            .count()
                                    == 1);
            if (alone) {
                found.add(name);
            }
        });
        return found;
    }

    private BigInteger[] row(Map<String, Integer> sum) {
        BigInteger[] row = new BigInteger[unknowns.size()];
        Arrays.fill(row, BigInteger.ZERO);
        sum.forEach((name, coefficient) -> row[unknowns.getOrDefault(name, -1)] = BigInteger.valueOf(coefficient));
        return row;
    }

    private static int pivot(List<BigInteger[]> rows, int from, int column) {
        for (int i = from; i < rows.size(); i++) {
            if (rows.get(i)[column].signum() != 0) {
                return i;
            }
        }
        return -1;
    }

    private static void subtract(BigInteger[] row, BigInteger[] pivot, int column) {
        BigInteger times = row[column];
        if (times.signum() == 0) {
            return;
        }
        BigInteger divisor = BigInteger.ZERO;
        for (int i = 0; i < row.length; i++) {
            row[i] = row[i].multiply(pivot[column]).subtract(pivot[i].multiply(times));
            divisor = divisor.gcd(row[i]);
        }
        if (divisor.compareTo(BigInteger.ONE) > 0) {
            for (int i = 0; i < row.length; i++) {
                row[i] = row[i].divide(divisor);
            }
        }
    }
}
