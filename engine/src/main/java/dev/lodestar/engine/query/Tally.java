package dev.lodestar.engine.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The additive part of an answer: named integers of one or several partitions. Merging is associative and commutative, and the empty
 * tally is its neutral element, so the way users are spread over partitions never shows in a figure.
 *
 * @param sums rows of integers that are added cell by cell; a missing row or a shorter one counts as zeros
 * @param distinct sorted distinct 64-bit hashes, that are united
 * @param histograms exact multisets
 * @param spans least and greatest values
 */
public record Tally(
        Map<String, long[]> sums,
        Map<String, long[]> distinct,
        Map<String, Histogram> histograms,
        Map<String, Span> spans) {

    /** The tally of nothing. */
    public static final Tally EMPTY = new Tally(Map.of(), Map.of(), Map.of(), Map.of());

    /** A tally of sums only. */
    public static Tally ofSums(Map<String, long[]> sums) {
        return new Tally(sums, Map.of(), Map.of(), Map.of());
    }

    /** The row of that name, padded with zeros to at least {@code length}. */
    public long[] row(String name, int length) {
        long[] row = sums.get(name);
        if (row == null) {
            return new long[length];
        }
        return row.length >= length ? row : Arrays.copyOf(row, length);
    }

    /** The first cell of a row, 0 where there is none. */
    public long count(String name) {
        return row(name, 1)[0];
    }

    /** The number of distinct hashes of that name. */
    public int distinctCount(String name) {
        long[] hashes = distinct.get(name);
        return hashes == null ? 0 : hashes.length;
    }

    /** The multiset of that name, empty where there is none. */
    public Histogram histogram(String name) {
        return histograms.getOrDefault(name, Histogram.EMPTY);
    }

    /** The span of that name, or null where nothing was seen. */
    public @Nullable Span span(String name) {
        return spans.get(name);
    }

    /** Both tallies together. */
    public Tally plus(Tally other) {
        return new Tally(
                merged(sums, other.sums, Tally::added),
                merged(distinct, other.distinct, Tally::united),
                merged(histograms, other.histograms, Histogram::plus),
                merged(spans, other.spans, Span::plus));
    }

    /** All tallies together. Sets are merged in pairs, so that large ones are not copied once per partition; multisets all at once. */
    public static Tally merge(Collection<Tally> tallies) {
        Tally[] rest = tallies.stream()
                .map(tally -> new Tally(tally.sums, tally.distinct, Map.of(), tally.spans))
                .toArray(Tally[]::new);
        int size = rest.length;
        while (size > 1) {
            int half = 0;
            for (int i = 0; i < size; i += 2) {
                rest[half++] = i + 1 < size ? rest[i].plus(rest[i + 1]) : rest[i];
            }
            size = half;
        }
        return size == 0 ? EMPTY : new Tally(rest[0].sums, rest[0].distinct, histogramsOf(tallies), rest[0].spans);
    }

    private static Map<String, Histogram> histogramsOf(Collection<Tally> tallies) {
        Map<String, List<Histogram>> parts = new TreeMap<>();
        tallies.forEach(tally -> tally.histograms.forEach((name, part) ->
                parts.computeIfAbsent(name, _ -> new ArrayList<>()).add(part)));
        Map<String, Histogram> histograms = new TreeMap<>();
        parts.forEach((name, list) -> histograms.put(name, Histogram.sum(list)));
        return histograms;
    }

    private static <T> Map<String, T> merged(Map<String, T> one, Map<String, T> other, BinaryOperator<T> together) {
        if (one.isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return one;
        }
        Map<String, T> result = new TreeMap<>(Comparator.naturalOrder());
        result.putAll(one);
        other.forEach((name, value) -> result.merge(name, value, together));
        return result;
    }

    private static long[] added(long[] one, long[] other) {
        long[] longer = one.length >= other.length ? one.clone() : other.clone();
        long[] shorter = one.length >= other.length ? other : one;
        for (int i = 0; i < shorter.length; i++) {
            longer[i] = Math.addExact(longer[i], shorter[i]);
        }
        return longer;
    }

    private static long[] united(long[] one, long[] other) {
        long[] result = new long[one.length + other.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < one.length || j < other.length) {
            boolean mine = j == other.length || (i < one.length && one[i] <= other[j]);
            boolean theirs = i == one.length || (j < other.length && other[j] <= one[i]);
            result[size++] = mine ? one[i] : other[j];
            i += mine ? 1 : 0;
            j += theirs ? 1 : 0;
        }
        return Arrays.copyOf(result, size);
    }
}
