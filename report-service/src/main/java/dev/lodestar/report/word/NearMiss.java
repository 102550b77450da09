package dev.lodestar.report.word;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what somebody may have meant. */
public final class NearMiss {
    private static final int FEW_LETTERS = 2;

    private NearMiss() {}

    /**
     * The known word with the fewest letters to insert, leave out or replace, upper or lower case, where these are at most two, or at most a third of what was given.
     */
    public static Optional<String> of(String given, Collection<String> known) {
        String lower = given.toLowerCase(Locale.ROOT);
        LevenshteinDistance distance = new LevenshteinDistance(Math.max(FEW_LETTERS, given.length() / 3));
        Comparator<String> nearest = Comparator.comparing(word -> distance.apply(lower, word.toLowerCase(Locale.ROOT)));
        return known.stream()
                .filter(word -> distance.apply(lower, word.toLowerCase(Locale.ROOT)) >= 0)
                .min(nearest.thenComparing(Comparator.naturalOrder()));
    }
}
