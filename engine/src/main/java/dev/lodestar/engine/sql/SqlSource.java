package dev.lodestar.engine.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The text of a template, read from the class path.
 *
 * @param text with its holes, {@code #name#}
 */
record SqlSource(String text) {

    /** @throws IllegalStateException where there is no such file */
    static SqlSource read(String file) {
        try (InputStream stream = SqlSource.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the template " + file + " is missing from the class path");
            }
            return new SqlSource(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The template with its holes filled by other template text. */
    String with(Map<String, String> parts) {
        String filled = text;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            filled = filled.replace("#" + part.getKey() + "#", part.getValue());
        }
        return filled;
    }
}
