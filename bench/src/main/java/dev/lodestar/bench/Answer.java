package dev.lodestar.bench;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The integers of an answer, to tell whether two engines agree.
 *
 * @param figures by series and position in it; zeros are left out, as SQL has no rows for them
 */
record Answer(SortedMap<String, Long> figures) {
    Answer() {
        this(new TreeMap<>());
    }

    Answer with(String series, long position, long figure) {
        if (figure != 0) {
            figures.put(series + "[" + position + "]", figure);
        }
        return this;
    }

    Answer with(String series, long[] row) {
        for (int position = 0; position < row.length; position++) {
            with(series, position, row[position]);
        }
        return this;
    }

    Answer withRows(Map<String, long[]> rows) {
        rows.forEach(this::with);
        return this;
    }

    /** Throws where the other answer has another figure anywhere. */
    void mustEqual(Answer other, String question) {
        if (figures.isEmpty()) {
            throw new IllegalStateException(question + ": an empty answer proves nothing");
        }
        SortedMap<String, Long> all = new TreeMap<>(figures);
        all.putAll(other.figures);
        for (String figure : all.keySet()) {
            long one = figures.getOrDefault(figure, 0L);
            long two = other.figures.getOrDefault(figure, 0L);
            if (one != two) {
                throw new IllegalStateException(
                        question + ": " + figure + " is " + one + " here and " + two + " there");
            }
        }
    }
}
