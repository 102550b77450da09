package dev.lodestar.ingest.reading;

import dev.lodestar.ingest.reading.SourceRow.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV as RFC 4180 has it: comma, double quotes, doubled quotes inside them, line breaks allowed between quotes, header required. CR, LF and
 * CRLF end a row, a byte order mark is dropped, blank lines are no rows.
 *
 * <p>Unlike the usual parsers it works on bytes, keeps each row's raw bytes, and <em>resynchronises</em>: when a quoted cell does not close
 * properly, or a row that spans lines does not have the header's number of cells, only its first line is given up and reading goes on with the
 * next line. A forgotten quote then costs one row, not the rest of the file.
 */
public final class CsvReader implements RowReader {
    private static final int BROKEN = -1;
    private static final int INCOMPLETE = -2;

    /** Of an over-long row as much is kept as helps to recognise it. */
    private static final int KEPT_OF_TOO_LONG = 4096;

    private final RowBuffer buffer;
    private final int maxRowBytes;
    private final CsvHeader header;
    private int[] cellBounds = new int[32];
    private int cellCount;
    private boolean quotesDoubled;
    private boolean spansLines;
    private boolean ascii;
    private long number;

    /**
     * Reads the header.
     *
     * @param maxRowBytes limit of a row, line end not counted
     * @throws UnreadableSourceException when there is no usable header
     */
    public CsvReader(InputStream in, int maxRowBytes) throws IOException {
        this.buffer = new RowBuffer(in, maxRowBytes);
        this.maxRowBytes = maxRowBytes;
        buffer.skipByteOrderMark();
        buffer.skipLineEnds();
        if (buffer.available() == 0) {
            throw new UnreadableSourceException("the file is empty; a header line is required");
        }
        int rowEnd = findRow();
        if (rowEnd < 0) {
            throw new UnreadableSourceException(
                    rowEnd == BROKEN
                            ? "the header has a broken quote"
                            : "the header is longer than " + maxRowBytes + " bytes");
        }
        byte[] raw = buffer.copy(buffer.start(), rowEnd);
        if (!Utf8.isValid(raw)) {
            throw new UnreadableSourceException("the header is not UTF-8");
        }
        this.header = new CsvHeader(new String(raw, StandardCharsets.UTF_8), cells());
        buffer.advanceTo(rowEnd);
    }

    public CsvHeader header() {
        return header;
    }

    @Override
    public @Nullable SourceRow next() throws IOException {
        buffer.skipLineEnds();
        if (buffer.available() == 0) {
            return null;
        }
        number++;
        int rowEnd = findRow();
        if (rowEnd == INCOMPLETE && buffer.lineEnd(buffer.start()) == buffer.end()) {
            return tooLong();
        }
        if (rowEnd < 0) {
            return firstLine("a quoted cell does not end where it should");
        }
        if (cellCount != header.columns().size()) {
            String detail = "the row has " + cellCount + " cells, the header "
                    + header.columns().size();
            return spansLines ? firstLine(detail) : giveUp(rowEnd, detail);
        }
        byte[] raw = buffer.copy(buffer.start(), rowEnd);
        ascii = Utf8.isAscii(raw);
        if (!ascii && !Utf8.isValid(raw)) {
            return giveUp(rowEnd, "the row is not UTF-8");
        }
        SourceRow row = new SourceRow.Cells(number, raw, header, cells());
        buffer.advanceTo(rowEnd);
        return row;
    }

    private SourceRow firstLine(String detail) {
        return giveUp(buffer.lineEnd(buffer.start()), detail);
    }

    private SourceRow giveUp(int rowEnd, String detail) {
        byte[] raw = buffer.copy(buffer.start(), rowEnd);
        buffer.advanceTo(rowEnd);
        return new SourceRow.Unreadable(number, raw, raw.length, Fault.MALFORMED, detail);
    }

    private SourceRow tooLong() throws IOException {
        byte[] kept = buffer.copy(buffer.start(), buffer.start() + Math.min(KEPT_OF_TOO_LONG, buffer.available()));
        long length = buffer.skipLine();
        String detail = "the row has " + length + " bytes; at most " + maxRowBytes + " are allowed";
        return new SourceRow.Unreadable(number, kept, length, Fault.TOO_LONG, detail);
    }

    /** Finds the end of the row at the start of the window, reading on as needed; BROKEN, or INCOMPLETE when it exceeds the limit. */
    private int findRow() throws IOException {
        while (true) {
            int rowEnd = scan(false);
            if (rowEnd != INCOMPLETE || buffer.overflowing()) {
                return rowEnd;
            }
            if (!buffer.fill()) {
                return scan(true);
            }
        }
    }

    /** Scans the window from its start, noting the bounds of the cells. */
    private int scan(boolean streamEnded) {
        byte[] bytes = buffer.bytes();
        int end = buffer.end();
        int i = buffer.start();
        cellCount = 0;
        quotesDoubled = false;
        spansLines = false;
        while (true) {
            int cellStart = i;
            int cellEnd;
            if (i < end && bytes[i] == '"') {
                cellStart = i + 1;
                cellEnd = closingQuote(bytes, cellStart, end);
                if (cellEnd < 0) {
                    return streamEnded ? BROKEN : INCOMPLETE;
                }
                i = cellEnd + 1;
                if (i < end && bytes[i] != ',' && bytes[i] != '\n' && bytes[i] != '\r') {
                    return BROKEN;
                }
            } else {
                while (i < end && bytes[i] != ',' && bytes[i] != '\n' && bytes[i] != '\r') {
                    i++;
                }
                cellEnd = i;
            }
            if (i == end && !streamEnded) {
                return INCOMPLETE;
            }
            addCell(cellStart, cellEnd);
            if (i == end || bytes[i] != ',') {
                return i;
            }
            i++;
        }
    }

    /** Index of the quote that closes a cell, -1 when it is not in the window. */
    private int closingQuote(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end) {
            byte b = bytes[i];
            if (b == '"') {
                if (i + 1 < end && bytes[i + 1] == '"') {
                    quotesDoubled = true;
                    i++;
                } else {
                    return i;
                }
            } else if (b == '\n' || b == '\r') {
                spansLines = true;
            }
            i++;
        }
        return -1;
    }

    private void addCell(int from, int to) {
        if (cellCount * 2 == cellBounds.length) {
            cellBounds = Arrays.copyOf(cellBounds, cellBounds.length * 2);
        }
        cellBounds[cellCount * 2] = from;
        cellBounds[cellCount * 2 + 1] = to;
        cellCount++;
    }

    private List<String> cells() {
        List<String> cells = new ArrayList<>(cellCount);
        byte[] bytes = buffer.bytes();
        // ASCII is Latin-1 too, which a String takes over without looking at each byte.
        Charset charset = ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        for (int cell = 0; cell < cellCount; cell++) {
            int from = cellBounds[cell * 2];
            String value = new String(bytes, from, cellBounds[cell * 2 + 1] - from, charset);
            boolean quoted = from > buffer.start() && bytes[from - 1] == '"';
            cells.add(quoted && quotesDoubled ? value.replace("\"\"", "\"") : value);
        }
        return cells;
    }
}
