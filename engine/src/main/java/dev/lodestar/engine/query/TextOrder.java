package dev.lodestar.engine.query;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order of texts that decides between equals: by characters, as databases compare texts byte by byte. Java's own is by halves of characters. */
public final class TextOrder {
    /** By the characters' numbers, which is the order of their bytes in UTF-8. */
    public static final Comparator<String> BY_CHARACTERS = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private TextOrder() {}
}
