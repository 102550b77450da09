package dev.lodestar.ingest.reading;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Where JSON is none. The parser's own message is of no use for people to read, because it quotes what it met, which may be personal. */
public final class JsonPlace {
    private JsonPlace() {}

    /** Line and column, from 1, such as {@code line 1, column 13}. */
    public static String of(JsonProcessingException failure) {
        JsonLocation place = failure.getLocation();
        return place == null ? "at an unknown place" : "line " + place.getLineNr() + ", column " + place.getColumnNr();
    }
}
