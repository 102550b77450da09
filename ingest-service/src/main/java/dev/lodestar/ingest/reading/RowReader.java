package dev.lodestar.ingest.reading;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads rows one after the other. Not thread-safe. */
public interface RowReader {
    /** The next row, null after the last. Throws when the source itself fails, as when a client goes away. */
    @Nullable
    SourceRow next() throws IOException;
}
