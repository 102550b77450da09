package dev.lodestar.ingest.imports;

import dev.lodestar.ingest.reading.ContentCoding;
import dev.lodestar.ingest.validation.DataSet;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file as it arrives.
 *
 * @param fileName what the client calls it, null when it did not say
 * @param csv true for CSV, false for NDJSON
 * @param contentLength bytes to expect, null when the client did not say
 * @param sentBy name of the caller
 */
record Upload(
        DataSet dataSet,
        InputStream body,
        ContentCoding coding,
        boolean csv,
        String mediaType,
        @Nullable String fileName,
        @Nullable Long contentLength,
        String sentBy) {}
