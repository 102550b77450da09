package dev.lodestar.engine.timeline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Codes for texts, given in order of appearance and never taken back. Only the writer adds; {@link #snapshot} is safe to hand to readers,
 * because the texts before its end are never written again.
 */
final class Dictionary {
    private final Map<String, Integer> codes = new HashMap<>();
    private String[] texts = new String[16];

    /** The texts in the order of their codes. */
    static Dictionary of(List<String> texts) {
        Dictionary dictionary = new Dictionary();
        texts.forEach(dictionary::codeOf);
        return dictionary;
    }

    int codeOf(String text) {
        Integer known = codes.get(text);
        if (known != null) {
            return known;
        }
        int code = codes.size();
        if (code == texts.length) {
            texts = Arrays.copyOf(texts, 2 * code);
        }
        texts[code] = text;
        codes.put(text, code);
        return code;
    }

    boolean knows(String text) {
        return codes.containsKey(text);
    }

    int size() {
        return codes.size();
    }

    List<String> snapshot() {
        return Arrays.asList(texts).subList(0, codes.size());
    }
}
