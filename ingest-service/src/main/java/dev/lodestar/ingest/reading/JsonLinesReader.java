package dev.lodestar.ingest.reading;

import dev.lodestar.ingest.reading.SourceRow.Fault;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads NDJSON: one JSON value a line. Blank lines are no rows, a byte order mark is dropped. */
public final class JsonLinesReader implements RowReader {
    /** Of an over-long row as much is kept as helps to recognise it. */
    private static final int KEPT_OF_TOO_LONG = 4096;

    private final RowBuffer buffer;
    private final int maxRowBytes;
    private boolean started;
    private long number;

    /** Takes the limit of a row, line end not counted. */
    public JsonLinesReader(InputStream in, int maxRowBytes) {
        this.buffer = new RowBuffer(in, maxRowBytes);
        this.maxRowBytes = maxRowBytes;
    }

    @Override
    public @Nullable SourceRow next() throws IOException {
        if (!started) {
            buffer.skipByteOrderMark();
            started = true;
        }
        buffer.skipLineEnds();
        if (buffer.available() == 0) {
            return null;
        }
        number++;
        int lineEnd = buffer.lineEnd(buffer.start());
        boolean more = true;
        while (lineEnd == buffer.end() && more) {
            if (buffer.overflowing()) {
                return tooLong();
            }
            int scanned = lineEnd - buffer.start();
            more = buffer.fill();
            lineEnd = buffer.lineEnd(buffer.start() + scanned);
        }
        byte[] raw = buffer.copy(buffer.start(), lineEnd);
        buffer.advanceTo(lineEnd);
        return Utf8.isValid(raw)
                ? new SourceRow.Json(number, raw)
                : new SourceRow.Unreadable(number, raw, raw.length, Fault.MALFORMED, "the row is not UTF-8");
    }

    private SourceRow tooLong() throws IOException {
        byte[] kept = buffer.copy(buffer.start(), buffer.start() + Math.min(KEPT_OF_TOO_LONG, buffer.available()));
        long length = buffer.skipLine();
        String detail = "the row has " + length + " bytes; at most " + maxRowBytes + " are allowed";
        return new SourceRow.Unreadable(number, kept, length, Fault.TOO_LONG, detail);
    }
}
