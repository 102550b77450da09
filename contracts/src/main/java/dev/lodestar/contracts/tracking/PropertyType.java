package dev.lodestar.contracts.tracking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The type of a property's value. */
public enum PropertyType {
    TEXT,
    NUMBER,
    FLAG;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static PropertyType of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
