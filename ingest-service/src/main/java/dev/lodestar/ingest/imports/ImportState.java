package dev.lodestar.ingest.imports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far an import has come. */
public enum ImportState {
    /** The file is arriving. */
    RECEIVING,
    /** The broker has every good row; the warehouse is still reading them. */
    RUNNING,
    /** The warehouse has every row. */
    QUERYABLE,
    /** The file could not be read to its end; what was read of it is stored, and it can be sent again. */
    FAILED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ImportState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
