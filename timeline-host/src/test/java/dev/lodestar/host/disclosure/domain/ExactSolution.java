package dev.lodestar.host.disclosure.domain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What a reader can work out of a table, the slow way: every unknown by itself, by comparing the rank of all sums with the rank they have with that
 * unknown named too, in exact fractions; and by trying all whole numbers that fit.
 */
final class ExactSolution {
    private final CountTable table;
    private final List<Integer> unknowns;
    private final List<BigInteger[]> sums = new ArrayList<>();

    ExactSolution(CountTable table) {
        this.table = table;
        this.unknowns = IntStream.range(0, table.size())
                .filter(table::isUnknown)
                .boxed()
                .toList();
        for (Balance balance : table.balances()) {
            BigInteger[] row = zeros();
            for (int i = 0; i < balance.size(); i++) {
                int place = unknowns.indexOf(balance.cell(i));
                if (place >= 0) {
                    row[place] = row[place].add(BigInteger.valueOf(balance.sign(i)));
                }
            }
            sums.add(row);
        }
    }

    private BigInteger[] zeros() {
        return IntStream.range(0, unknowns.size())
                .mapToObj(i -> BigInteger.ZERO)
                .toArray(BigInteger[]::new);
    }

    boolean isDetermined(int cell) {
        int place = unknowns.indexOf(cell);
        if (place < 0) {
            return true;
        }
        BigInteger[] named = zeros();
        named[place] = BigInteger.ONE;
        List<BigInteger[]> more = new ArrayList<>(sums);
        more.add(named);
        return rank(sums) == rank(more);
    }

    private static int rank(List<BigInteger[]> rows) {
        List<BigInteger[]> left =
                new ArrayList<>(rows.stream().map(BigInteger[]::clone).toList());
        int rank = 0;
        int columns = left.isEmpty() ? 0 : left.getFirst().length;
        for (int column = 0; column < columns; column++) {
            int place = column;
            BigInteger[] pivot = left.stream()
                    .filter(row -> row[place].signum() != 0)
                    .findFirst()
                    .orElse(null);
            if (pivot == null) {
                continue;
            }
            rank++;
            left.remove(pivot);
            left.replaceAll(row -> minus(row, pivot, place));
        }
        return rank;
    }

    private static BigInteger[] minus(BigInteger[] row, BigInteger[] pivot, int column) {
        BigInteger[] result = new BigInteger[row.length];
        for (int i = 0; i < row.length; i++) {
            result[i] = row[i].multiply(pivot[column]).subtract(pivot[i].multiply(row[column]));
        }
        return result;
    }

    /** How many values from 0 to a limit the count may have, as far as the sums tell. */
    long possibleValues(int cell, int limit) {
        return IntStream.rangeClosed(0, limit)
                .filter(value -> isPossible(cell, value, limit))
                .count();
    }

    private boolean isPossible(int cell, int value, int limit) {
        long[] values = IntStream.range(0, table.size()).mapToLong(table::users).toArray();
        boolean[] known = new boolean[table.size()];
        IntStream.range(0, table.size()).forEach(i -> known[i] = !table.isUnknown(i) || i == cell);
        values[cell] = value;
        return fits(values, known, limit);
    }

    private boolean fits(long[] values, boolean[] known, int limit) {
        int open = -1;
        for (Balance balance : table.balances()) {
            long sum = 0;
            int unknownCount = 0;
            for (int i = 0; i < balance.size(); i++) {
                int cell = balance.cell(i);
                if (known[cell]) {
                    sum += balance.sign(i) * values[cell];
                } else {
                    unknownCount++;
                    open = cell;
                }
            }
            if (unknownCount == 0 && sum != 0) {
                return false;
            }
            if (unknownCount == 1) {
                return fitsAlone(balance, sum, values, known, limit);
            }
        }
        int next = open;
        return next < 0 || IntStream.rangeClosed(0, limit).anyMatch(value -> with(next, value, values, known, limit));
    }

    private boolean fitsAlone(Balance balance, long sum, long[] values, boolean[] known, int limit) {
        IntPredicate unknown = i -> !known[balance.cell(i)];
        int place =
                IntStream.range(0, balance.size()).filter(unknown).findFirst().orElseThrow();
        long value = -sum * balance.sign(place);
        return value >= 0 && value <= limit && with(balance.cell(place), value, values, known, limit);
    }

    private boolean with(int cell, long value, long[] values, boolean[] known, int limit) {
        long[] nextValues = values.clone();
        boolean[] nextKnown = known.clone();
        nextValues[cell] = value;
        nextKnown[cell] = true;
        return fits(nextValues, nextKnown, limit);
    }
}
