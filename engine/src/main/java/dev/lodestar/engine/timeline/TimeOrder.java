package dev.lodestar.engine.timeline;

import java.util.Arrays;

/** Sorts positions by time, keeping the order of arrival among equals. */
final class TimeOrder {
    private static final int INSERTION_LIMIT = 24;

    private TimeOrder() {}

    /** Sorts {@code positions[from..to)} by {@code time[position]}; stable, and linear where they are in order already. */
    static void sort(int[] positions, int from, int to, long[] time) {
        if (to - from <= INSERTION_LIMIT) {
            insertionSort(positions, from, to, time);
        } else if (!isSorted(positions, from, to, time)) {
            mergeSort(positions, from, to, time);
        }
    }

    private static boolean isSorted(int[] positions, int from, int to, long[] time) {
        for (int i = from + 1; i < to; i++) {
            if (time[positions[i]] < time[positions[i - 1]]) {
                return false;
            }
        }
        return true;
    }

    private static void insertionSort(int[] positions, int from, int to, long[] time) {
        for (int i = from + 1; i < to; i++) {
            int position = positions[i];
            int j = i - 1;
            while (j >= from && time[positions[j]] > time[position]) {
                positions[j + 1] = positions[j];
                j--;
            }
            positions[j + 1] = position;
        }
    }

    private static void mergeSort(int[] positions, int from, int to, long[] time) {
        int middle = (from + to) >>> 1;
        sort(positions, from, middle, time);
        sort(positions, middle, to, time);
        int[] left = Arrays.copyOfRange(positions, from, middle);
        int i = 0;
        int j = middle;
        for (int k = from; i < left.length; k++) {
            boolean takeRight = j < to && time[positions[j]] < time[left[i]];
            positions[k] = takeRight ? positions[j++] : left[i++];
        }
    }
}
