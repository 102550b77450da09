package dev.lodestar.gateway.audit.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the one text that is hashed: JSON by RFC 8785 restricted to strings, integers and null: keys sorted, no white space, the shortest escapes, UTF-8.
 * Anyone can rebuild it from an entry of the API and check the chain with nothing but SHA-256: it is the entry as it goes out, without its hash.
 *
 * <p>Version 1 has no field {@code version}, no trace and no position. In version 2 these two are left out where an entry has none.
 */
public record CanonicalEntry(String json) {
    /** The version of new entries. */
    public static final int VERSION = 2;

    private static final int FIRST_VERSION = 1;

    /**
     * The entry that follows {@code previous}.
     *
     * @throws IllegalArgumentException when there is no such version, or when the event holds what that version has no place for
     */
    static CanonicalEntry of(ChainLink previous, AuditEvent event, int version) {
        SortedMap<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("sequence", previous.sequence() + 1);
        fields.put("previous_hash", previous.hash());
        fields.put("at", event.at().toString());
        fields.put("action", event.action().wireName());
        fields.put("subject", event.actor().subject());
        fields.put("client", event.actor().client());
        fields.put("request_id", event.request().id());
        fields.put("source_address", event.request().sourceAddress());
        fields.put("method", event.request().method());
        fields.put("route", event.request().route());
        fields.put("parameters", event.request().parameters());
        fields.put("decision", event.outcome().decision().wireName());
        fields.put("status", event.outcome().status());
        fields.put("code", event.outcome().code());
        fields.put("duration_micros", event.outcome().durationMicros());
        putNewer(fields, event, version);
        return new CanonicalEntry(object(fields));
    }

    private static void putNewer(SortedMap<String, @Nullable Object> fields, AuditEvent event, int version) {
        String traceId = event.request().traceId();
        String asOf = event.outcome().asOf();
        switch (version) {
            case FIRST_VERSION -> {
                if (traceId != null || asOf != null) {
                    throw new IllegalArgumentException("an entry of version 1 has neither trace nor position");
                }
            }
            case VERSION -> {
                fields.put("version", version);
                if (traceId != null) {
                    fields.put("trace_id", traceId);
                }
                if (asOf != null) {
                    fields.put("as_of", asOf);
                }
            }
            default -> throw new IllegalArgumentException("there is no version " + version + " of an entry");
        }
    }

    /** The canonical JSON of a map of texts. */
    public static String parameters(SortedMap<String, String> parameters) {
        return object(parameters);
    }

    /** SHA-256 of the text's UTF-8 bytes, in hexadecimal. */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String object(Map<?, ? extends @Nullable Object> fields) {
        StringBuilder json = new StringBuilder(512).append('{');
        fields.forEach((name, value) -> {
            if (json.length() > 1) {
                json.append(',');
            }
            text(json, name.toString());
            json.append(':');
            value(json, value);
        });
        return json.append('}').toString();
    }

    private static void value(StringBuilder json, @Nullable Object value) {
        switch (value) {
            case null -> json.append("null");
            case Number number -> json.append(number.longValue());
            case Map<?, ?> map -> json.append(object(map));
            default -> text(json, value.toString());
        }
    }

    private static void text(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                default -> {
                    if (c < 0x20) {
                        json.append("\\u%04x".formatted((int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
