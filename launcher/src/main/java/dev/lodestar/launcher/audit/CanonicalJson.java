package dev.lodestar.launcher.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** JSON by RFC 8785, for objects of texts, integers, nulls and objects: the text that hashes and signatures are made of. */
final class CanonicalJson {
    private CanonicalJson() {}

    /** The canonical text of an object without some of its fields. */
    static String of(JsonNode object, Collection<String> without) {
        StringBuilder text = new StringBuilder(512);
        TreeSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        names.removeAll(without);
        String separator = "{";
        for (String name : names) {
            text.append(separator);
            string(text, name);
            text.append(':');
            value(text, object.path(name));
            separator = ",";
        }
        return (names.isEmpty() ? text.append('{') : text).append('}').toString();
    }

    private static void value(StringBuilder text, JsonNode value) {
        if (value.isObject()) {
            text.append(of(value, List.of()));
        } else if (value.isTextual()) {
            string(text, value.textValue());
        } else if (value.isNull() || value.isIntegralNumber()) {
            text.append(value.asText());
        } else {
            throw new BrokenExportException(
                    "a value is neither text, integer, null nor object: " + value.getNodeType());
        }
    }

    private static void string(StringBuilder text, String value) {
        text.append('"');
        value.chars().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (c < 0x20) {
                        text.append("\\u").append(String.format("%04x", c));
                    } else {
                        text.append((char) c);
                    }
                }
            }
        });
        text.append('"');
    }
}
