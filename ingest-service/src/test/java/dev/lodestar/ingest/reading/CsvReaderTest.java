package dev.lodestar.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.ingest.reading.SourceRow.Cells;
import dev.lodestar.ingest.reading.SourceRow.Fault;
import dev.lodestar.ingest.reading.SourceRow.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
    private static final int LIMIT = 100;

    @Test
    void quotes_commas_and_line_breaks_are_part_of_a_quoted_cell() throws IOException {
        assertThat(cells("a,b\r\n\"x,\"\"y\"\"\r\nz\",\"\"\r\n1,2"))
                .containsExactly(List.of("x,\"y\"\r\nz", ""), List.of("1", "2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,2\n3,4",
                "a,b\r\n1,2\r\n3,4\r\n",
                "\uFEFFa,b\r1,2\r\r3,4",
                "\n\na , b\n\n1,2\n\n\n3,4\n\n"
            })
    void line_ends_blank_lines_and_a_byte_order_mark_make_no_difference(String file) throws IOException {
        assertThat(cells(file)).containsExactly(List.of("1", "2"), List.of("3", "4"));
    }

    @Test
    void a_quote_that_is_not_closed_costs_one_row() throws IOException {
        List<SourceRow> rows = rows("a,b\n1,2\n3,\"4\n5,6\n7,\"8\"\n9,10");

        assertThat(rows).hasSize(5);
        assertThat(rows.get(1)).isInstanceOfSatisfying(Unreadable.class, broken -> {
            assertThat(broken.number()).isEqualTo(2);
            assertThat(text(broken)).isEqualTo("3,\"4");
            assertThat(broken.fault()).isEqualTo(Fault.MALFORMED);
        });
        assertThat(rows.subList(2, 5))
                .extracting(row -> ((Cells) row).values())
                .containsExactly(List.of("5", "6"), List.of("7", "8"), List.of("9", "10"));
    }

    @Test
    void a_row_with_the_wrong_number_of_cells_costs_only_its_first_line() throws IOException {
        List<SourceRow> rows = rows("a,b\n\"1\n2,\"\n3,4\n5\n");

        assertThat(rows.stream().map(CsvReaderTest::text)).containsExactly("\"1", "2,\"", "3,4", "5");
        assertThat(rows.get(2)).isInstanceOf(Cells.class);
        assertThat(rows.get(3)).isInstanceOf(Unreadable.class);
    }

    @Test
    void a_row_as_long_as_the_limit_is_read_and_a_longer_one_is_skipped_with_its_length() throws IOException {
        String longest = "x,".concat("y".repeat(LIMIT - 2));
        List<SourceRow> rows = rows("a,b\n" + longest + "\n" + longest + "y\n1,2\n" + "z".repeat(1_000_000));

        assertThat(text(rows.get(0))).isEqualTo(longest);
        assertThat(rows.get(1)).isInstanceOfSatisfying(Unreadable.class, tooLong -> {
            assertThat(tooLong.fault()).isEqualTo(Fault.TOO_LONG);
            assertThat(tooLong.length()).isEqualTo(LIMIT + 1);
        });
        assertThat(text(rows.get(2))).isEqualTo("1,2");
        assertThat(((Unreadable) rows.get(3)).length()).isEqualTo(1_000_000);
        assertThat(rows).hasSize(4);
    }

    @Test
    void a_line_of_a_gigabyte_is_read_in_constant_memory() throws IOException {
        InputStream endless = new InputStream() {
            private long left = 1L << 30;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int read = (int) Math.min(length, left);
                left -= read;
                Arrays.fill(target, offset, offset + read, (byte) 'x');
                return read == 0 ? -1 : read;
            }
        };
        CsvReader reader = new CsvReader(
                new SequenceInputStream(new ByteArrayInputStream(new byte[] {'a', '\n'}), endless), 1 << 20);

        assertThat(reader.next())
                .isInstanceOfSatisfying(
                        Unreadable.class, line -> assertThat(line.length()).isEqualTo(1L << 30));
        assertThat(reader.next()).isNull();
    }

    @Test
    void bytes_that_are_no_text_cost_one_row() throws IOException {
        byte[] file = "a\nM\u00fcller\nM?ller\n".getBytes(StandardCharsets.UTF_8);
        file[file.length - 6] = (byte) 0xFC;
        CsvReader reader = new CsvReader(new ByteArrayInputStream(file), LIMIT);

        assertThat(reader.next()).isInstanceOf(Cells.class);
        assertThat(reader.next()).isInstanceOf(Unreadable.class);
    }

    @Test
    void what_has_no_header_is_refused() {
        assertThatThrownBy(() -> rows(""))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> rows("a,a\n"))
                .hasMessageContaining("columns 1 and 2 of the header have the same name");
        assertThatThrownBy(() -> rows("a,,b\n")).hasMessageContaining("column 2");
        assertThatThrownBy(() -> rows("\"a\n")).hasMessageContaining("quote");
        assertThatThrownBy(() -> rows("x".repeat(LIMIT + 1))).hasMessageContaining("longer than");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatever_is_written_is_read_again_however_it_arrives(long seed) throws IOException {
        Random random = new Random(seed);
        List<List<String>> table = new ArrayList<>();
        StringBuilder file = new StringBuilder("a,b,c\n");
        for (int row = 0; row < 500; row++) {
            List<String> cells = List.of("r" + row, cell(random), cell(random));
            table.add(cells);
            file.append(String.join(
                            ",",
                            cells.stream()
                                    .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                    .toList()))
                    .append(random.nextBoolean() ? "\n" : "\r\n");
        }
        InputStream trickle = new ByteArrayInputStream(file.toString().getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(7)));
            }
        };

        assertThat(cells(new CsvReader(trickle, 4096))).as("seed %d", seed).isEqualTo(table);
    }

    private static String cell(Random random) {
        StringBuilder cell = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            cell.append("ab,\"\n\r \u00e9\u20ac".charAt(random.nextInt(9)));
        }
        return cell.toString();
    }

    private static List<List<String>> cells(String file) throws IOException {
        return cells(reader(file));
    }

    private static List<List<String>> cells(CsvReader reader) throws IOException {
        return rows(reader).stream().map(row -> ((Cells) row).values()).toList();
    }

    private static List<SourceRow> rows(String file) throws IOException {
        return rows(reader(file));
    }

    private static List<SourceRow> rows(CsvReader reader) throws IOException {
        List<SourceRow> rows = new ArrayList<>();
        for (SourceRow row = reader.next(); row != null; row = reader.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static CsvReader reader(String file) throws IOException {
        return new CsvReader(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), LIMIT);
    }

    private static String text(SourceRow row) {
        return new String(row.raw(), StandardCharsets.UTF_8);
    }
}
