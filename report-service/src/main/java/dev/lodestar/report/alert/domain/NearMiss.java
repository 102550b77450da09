package dev.lodestar.report.alert.domain;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that somebody may have meant. */
public final class NearMiss {
    private static final int LETTERS = 3;

    private NearMiss() {}

    /** The word of the least Levenshtein distance, where that is at most a third of what was given and at most three. */
    public static Optional<String> of(String given, Collection<String> known) {
        int limit = Math.min(LETTERS, given.length() / 3);
        return known.stream()
                .filter(word -> distance(given, word) <= limit)
                .min(Comparator.<String>comparingInt(word -> distance(given, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
