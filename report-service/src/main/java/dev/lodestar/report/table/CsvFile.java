package dev.lodestar.report.table;

import dev.lodestar.kit.wire.CsvTable;
import dev.lodestar.report.table.domain.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables as files of the bundle, in the CSV dialect of the whole API. */
public final class CsvFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private CsvFile() {}

    /** Writes the table and returns how many rows it has, the header not counted. */
    public static long write(Table table, OutputStream out) throws IOException {
        Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER_BYTES);
        csv.write(CsvTable.line(table.columns().toArray()));
        for (List<@Nullable Object> row : table.rows()) {
            csv.write(CsvTable.line(row.toArray()));
        }
        csv.flush();
        return table.rows().size();
    }

    /**
     * Copies a CSV that another service renders, in constant memory, after a check of its header.
     *
     * @return how many rows it has, the header not counted
     * @throws IOException when the header is not the expected one
     */
    public static long copy(InputStream in, List<String> columns, OutputStream out) throws IOException {
        byte[] expected = CsvTable.line(columns.toArray()).getBytes(StandardCharsets.UTF_8);
        byte[] header = in.readNBytes(expected.length);
        if (!Arrays.equals(header, expected)) {
            throw new IOException("expected the columns " + columns + " and got '"
                    + new String(header, StandardCharsets.UTF_8).strip() + "'");
        }
        out.write(header);
        RowCount rows = new RowCount();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            rows.add(buffer, read);
            out.write(buffer, 0, read);
        }
        return rows.count;
    }

    /** Counts line ends outside quotes. */
    private static final class RowCount {
        private long count;
        private boolean quoted;

        void add(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                if (bytes[i] == '"') {
                    quoted = !quoted;
                } else if (bytes[i] == '\n' && !quoted) {
                    count++;
                }
            }
        }
    }
}
