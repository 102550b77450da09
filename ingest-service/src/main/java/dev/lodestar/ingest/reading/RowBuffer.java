package dev.lodestar.ingest.reading;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A sliding window over a stream that starts at the current row. It grows with the row up to the row limit and never beyond, so a reader
 * scans plain bytes and memory stays bounded whatever comes.
 */
final class RowBuffer {
    private static final int INITIAL_BYTES = 1 << 16;

    private final InputStream in;
    private final int maxRowBytes;
    private byte[] bytes;
    private int start;
    private int end;
    private boolean exhausted;

    RowBuffer(InputStream in, int maxRowBytes) {
        this.in = in;
        this.maxRowBytes = maxRowBytes;
        this.bytes = new byte[Math.min(INITIAL_BYTES, maxRowBytes + 1)];
    }

    byte[] bytes() {
        return bytes;
    }

    /** Index of the first byte of the current row. */
    int start() {
        return start;
    }

    /** Index after the last byte that has been read. */
    int end() {
        return end;
    }

    int available() {
        return end - start;
    }

    /** True when more bytes of the current row than the limit allows are in the window. */
    boolean overflowing() {
        return available() > maxRowBytes;
    }

    /**
     * Reads more; false when the stream has ended. Moves the row to the front of the window, so indexes taken before are void. Never call it
     * when overflowing.
     */
    boolean fill() throws IOException {
        if (exhausted) {
            return false;
        }
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, maxRowBytes + 1));
        }
        int read = in.read(bytes, end, bytes.length - end);
        if (read < 0) {
            exhausted = true;
            return false;
        }
        end += read;
        return true;
    }

    /** The row begins anew at {@code index}. */
    void advanceTo(int index) {
        start = index;
    }

    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Index of the first line end (CR or LF) at or after {@code from}, or {@link #end()} when there is none in the window. */
    int lineEnd(int from) {
        int i = from;
        while (i < end && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    /** Drops everything up to the next line end, which stays; says how many bytes were dropped. */
    long skipLine() throws IOException {
        long skipped = 0;
        while (true) {
            int lineEnd = lineEnd(start);
            skipped += lineEnd - start;
            start = lineEnd;
            if (lineEnd < end || !fill()) {
                return skipped;
            }
        }
    }

    /** Drops line ends at the start of the row, that is the previous row's own and blank lines. */
    void skipLineEnds() throws IOException {
        do {
            while (start < end && (bytes[start] == '\n' || bytes[start] == '\r')) {
                start++;
            }
        } while (start == end && fill());
    }

    /** Drops the UTF-8 byte order mark, if the stream begins with one. */
    void skipByteOrderMark() throws IOException {
        boolean more = true;
        while (available() < Utf8.BYTE_ORDER_MARK_LENGTH && more) {
            more = fill();
        }
        if (Utf8.isByteOrderMark(bytes, start, end)) {
            start += Utf8.BYTE_ORDER_MARK_LENGTH;
        }
    }
}
