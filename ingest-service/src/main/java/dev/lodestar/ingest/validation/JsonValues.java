package dev.lodestar.ingest.validation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lodestar.ingest.reading.JsonPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into Map, List, String, Double, Boolean and null, no deeper than a limit. Of a repeated member the last counts. */
final class JsonValues {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private final int maxNesting;

    JsonValues(int maxNesting) {
        this.maxNesting = maxNesting;
    }

    Map<String, @Nullable Object> object(byte[] json) throws Refusal {
        try (JsonParser parser = JSON.createParser(json)) {
            return object(parser, 1);
        } catch (JsonProcessingException e) {
            throw malformed("it cannot be read as JSON: " + JsonPlace.of(e));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
    }

    /** Reads an object that stands inside a row, at nesting 2. */
    Map<String, @Nullable Object> innerObject(String json) throws Refusal {
        try (JsonParser parser = JSON.createParser(json)) {
            return object(parser, 2);
        } catch (JsonProcessingException e) {
            throw malformed("properties are not JSON");
        } catch (IOException e) {
            throw new IllegalStateException("text in memory cannot fail to be read", e);
        }
    }

    private Map<String, @Nullable Object> object(JsonParser parser, int depth) throws IOException, Refusal {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("a JSON object is expected");
        }
        Map<String, @Nullable Object> members = members(parser, depth);
        if (parser.nextToken() != null) {
            throw malformed("something follows the JSON object");
        }
        return members;
    }

    private Map<String, @Nullable Object> members(JsonParser parser, int depth) throws IOException, Refusal {
        checkDepth(depth);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser, depth));
        }
        return members;
    }

    private List<@Nullable Object> elements(JsonParser parser, int depth) throws IOException, Refusal {
        checkDepth(depth);
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser, depth));
        }
        return elements;
    }

    private @Nullable Object value(JsonParser parser, int depth) throws IOException, Refusal {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser, depth + 1);
            case START_ARRAY -> elements(parser, depth + 1);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            default -> throw malformed("a JSON value is expected");
        };
    }

    private static Double number(JsonParser parser) throws IOException, Refusal {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw malformed("a number is too large");
        }
        return number;
    }

    private void checkDepth(int depth) throws Refusal {
        if (depth > maxNesting) {
            throw new Refusal(QualityCode.OVERSIZED, "the JSON nests deeper than " + maxNesting + " levels");
        }
    }

    private static Refusal malformed(String why) {
        return new Refusal(QualityCode.MALFORMED, why);
    }
}
